package dev.connectorkit.console.trial;

import java.time.Instant;

/**
 * How the last try of an instance went.
 *
 * @param at when it ended
 */
public record LastReport(Instant at, TrialReport report) {}
