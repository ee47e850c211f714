package dev.connectorkit.console.instance;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An instance, without its secrets.
 *
 * @param config JSON-shaped, as it was given: without defaults and without secrets
 * @param secrets when each secret was set or replaced, by JSON pointer (RFC 6901)
 * @param displayName what the sign-in button says, unless it is the connector's own name
 * @param position place on the sign-in page, from 0
 * @param revision of all this; a change must name the one it was made from
 * @param configRevision of config and secrets alone
 * @param tried whether exactly this passed a try: config, secrets, redirect URI and major version
 *     of the connector
 * @param missingSecrets JSON pointers of secrets that it is to have and lacks, so that it cannot
 *     run
 * @param environment the variable that each of these values comes from, by JSON pointer: they are
 *     changed there
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
    Instant changedAt,
    Set<String> missingSecrets,
    Map<String, String> environment) {

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
    FILE
  }

  /** Whether it is changed here. */
  public boolean readOnly() {
    return source != Source.DATABASE;
  }

  public boolean enabled() {
    return state == State.ENABLED;
  }

  StoredInstance withTried(boolean passed) {
    return new StoredInstance(
        id,
        connectorId,
        config,
        secrets,
        displayName,
        position,
        state,
        source,
        revision,
        configRevision,
        passed,
        changedAt,
        missingSecrets,
        environment);
  }
}
