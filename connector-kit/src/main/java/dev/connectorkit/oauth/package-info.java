/**
 * Building blocks for connectors that speak OAuth 2.0 or OpenID Connect.
 *
 * <p>An author describes the provider to {@link dev.connectorkit.oauth.OAuthConnector} (endpoints
 * or issuer, client authentication, scopes, profile mapping) and gets a whole {@link
 * dev.connectorkit.spi.SocialConnector}.
 */
@NullMarked
package dev.connectorkit.oauth;

import org.jspecify.annotations.NullMarked;
