package dev.connectorkit.host;

import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.spi.UserProfile;

/**
 * Who signed in. The pair of {@code target} and {@code profile().id()} identifies the person; look
 * accounts up by nothing else.
 *
 * @param instanceId the instance the sign-in was begun with
 * @param target the identity provider
 * @param profile who the person is
 * @param tokens what the provider granted
 */
public record CompletedSignIn(
    String instanceId, String target, UserProfile profile, TokenSet tokens) {}
