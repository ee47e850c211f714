package dev.connectorkit.console.audit;

import java.time.Instant;

/**
 * One line of the trail.
 *
 * @param id grows with time
 * @param actor an operator's name, or what acted instead
 * @param action such as {@code instance.enabled}
 * @param subject what it was done to, such as an instance's id; may be empty
 * @param before JSON without secrets, as far as it fits; empty when there was nothing
 * @param after as {@code before}
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String action,
    String subject,
    String before,
    String after) {}
