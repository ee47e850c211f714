package dev.connectorkit.console.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A token by which a program uses the API; its text is known to that program alone.
 *
 * @param name what it is for; no other one has it
 * @param createdBy the operator's name
 * @param lastUsedAt to the minute; empty for never
 * @param endsAt empty for never
 * @param rights what it may do
 */
public record ApiToken(
    long id,
    String name,
    String createdBy,
    Instant createdAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> endsAt,
    Set<ApiRight> rights) {

  public ApiToken {
    rights = Set.copyOf(rights);
  }

  /** What the audit trail calls it. No operator's name has a colon. */
  public String actor() {
    return "token:" + name;
  }

  public boolean endedAt(Instant now) {
    return endsAt.filter(end -> !end.isAfter(now)).isPresent();
  }
}
