package dev.connectorkit.console.instance;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as it is stored, without its secrets.
 *
 * @param config JSON-shaped, as it was given: without defaults and without secrets
 * @param secrets when each secret was set or replaced, by JSON pointer (RFC 6901)
 * @param displayName what the sign-in button says, unless it is the connector's own name
 * @param position place on the sign-in page, from 0
 * @param revision of all this; a change must name the one it was made from
 * @param configRevision of config and secrets alone
 * @param tried whether this config passed a try
 */
public record StoredInstance(
    String id,
    String connectorId,
    Map<String, Object> config,
    Map<String, Instant> secrets,
    Optional<String> displayName,
    int position,
    State state,
    Source source,
    long revision,
    long configRevision,
    boolean tried,
    Instant changedAt) {

  /** Whether people can sign in with it. */
  public enum State {
    /** New, and never enabled. */
    DRAFT,
    ENABLED,
    DISABLED
  }

  /** Where it is kept, and so where it is changed. */
  public enum Source {
    DATABASE,
    FILE,
    ENVIRONMENT
  }

  public boolean enabled() {
    return state == State.ENABLED;
  }
}
