package dev.connectorkit.console.handover;

import dev.connectorkit.spi.Secret;
import java.time.Duration;

/**
 * What an application gets for a code (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3).
 *
 * @param accessToken opens the userinfo endpoint
 * @param lifetime of the access token
 * @param idToken who signed in, as a signed JWT
 */
public record TokenResponse(Secret accessToken, Duration lifetime, Secret idToken) {}
