package dev.connectorkit.console.trial;

import dev.connectorkit.host.StartedSignIn;

/**
 * A try that goes on at the provider.
 *
 * @param signIn where to send the browser, and what it must hold
 * @param mark of what it was begun with
 */
public record StartedTrial(StartedSignIn signIn, String mark) {}
