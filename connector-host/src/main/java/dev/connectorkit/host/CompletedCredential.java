package dev.connectorkit.host;

import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.UserProfile;

/**
 * Who signed in by a credential. The pair of {@code target} and {@code profile().id()} identifies
 * the person, as in {@link CompletedSignIn}. There are no tokens: nothing was granted.
 *
 * @param instanceId the instance the sign-in was begun with
 * @param target the identity provider
 * @param profile who the person is
 * @param idToken the credential
 */
public record CompletedCredential(
    String instanceId, String target, UserProfile profile, Secret idToken) {}
