package dev.connectorkit.console.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * A sign-in that ended. Tells nothing about the person.
 *
 * @param id grows with time; 0 before it is stored
 * @param errorCode typed, such as {@code unavailable}; empty for a success
 * @param failedStep such as {@code token}; empty for a success
 * @param reference of the request, as it stands in the log and on the page about a failure; empty
 *     for older ones
 * @param application {@code client_id} of the one that it was for; empty for none
 * @param took the time of the console and the provider, without that of the person
 */
public record SignInEntry(
    long id,
    Instant at,
    String instanceId,
    Outcome outcome,
    String errorCode,
    String failedStep,
    String reference,
    String application,
    Duration took) {}
