package dev.connectorkit.console.operator;

import dev.connectorkit.spi.Secret;

/**
 * A new token.
 *
 * @param text what the program sends; this is the only time that it is known here
 */
public record IssuedApiToken(ApiToken token, Secret text) {}
