package dev.connectorkit.console.admin;

import dev.connectorkit.console.operator.ApiRight;
import dev.connectorkit.console.operator.ApiToken;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/**
 * A token in the list.
 *
 * @param actor what the activity calls it
 * @param used when it was used last, in words
 * @param ends when it ends, in words
 * @param rights what it may do, in words
 */
public record ApiTokenLine(
    long id,
    String name,
    String actor,
    String made,
    String used,
    String ends,
    boolean ended,
    String rights) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  static ApiTokenLine of(ApiToken token, Instant now) {
    boolean ended = token.endedAt(now);
    return new ApiTokenLine(
        token.id(),
        token.name(),
        token.actor(),
        TIME.format(token.createdAt()) + " by " + token.createdBy(),
        token.lastUsedAt().map(TIME::format).orElse("never"),
        token.endsAt().map(TIME::format).orElse("never"),
        ended,
        token.rights().stream().sorted().map(ApiRight::code).collect(Collectors.joining(", ")));
  }
}
