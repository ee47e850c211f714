package dev.connectorkit.console.operator;

import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** One-time links; each counts for an hour, and the first that is used ends all others. */
final class SetUpLinks {

  static final Duration LIFETIME = Duration.ofHours(1);

  private final Clock clock;

  SetUpLinks(Clock clock) {
    this.clock = clock;
  }

  String issue(Handle handle) {
    String token = Token.random();
    handle.execute("DELETE FROM console_set_up_link WHERE ends_at <= ?", clock.millis());
    handle.execute(
        "INSERT INTO console_set_up_link (token_hash, ends_at) VALUES (?, ?)",
        Token.hash(token),
        clock.millis() + LIFETIME.toMillis());
    return token;
  }

  boolean isOpen(Handle handle, String token) {
    return handle
        .createQuery(
            "SELECT ends_at FROM console_set_up_link WHERE token_hash = :hash AND ends_at > :now")
        .bind("hash", Token.hash(token))
        .bind("now", clock.millis())
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /** Whether this call is the one that used it. */
  boolean use(Handle handle, String token) {
    int used =
        handle.execute(
            "DELETE FROM console_set_up_link WHERE token_hash = ? AND ends_at > ?",
            Token.hash(token),
            clock.millis());
    if (used == 1) {
      handle.execute("DELETE FROM console_set_up_link");
    }
    return used == 1;
  }
}
