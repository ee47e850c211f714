package dev.connectorkit.oauth;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.TokenSet;

/**
 * All that is known about a person when the profile is made.
 *
 * @param userInfo the userinfo response; empty claims when the provider has no such endpoint
 * @param idToken the claims of the validated ID Token; empty claims when there is none
 * @param response the authorization response: some providers tell the name only there. It came
 *     through the browser, so nothing in it is proven
 * @param tokens the granted tokens
 */
public record ProfileSource(
    Claims userInfo, Claims idToken, AuthorizationResponse response, TokenSet tokens) {}
