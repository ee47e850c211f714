package dev.connectorkit.console.trial;

import dev.connectorkit.spi.Secret;

/**
 * What the browser of a try must hold until the callback.
 *
 * @param mark of what it was begun with
 * @param begunBy an operator's name, or a token's
 * @param programTry id of the program's try that it is; empty for an operator's own
 */
public record HeldTry(String mark, Secret browserToken, String begunBy, String programTry) {}
