package dev.connectorkit.console.trial;

import java.time.Instant;
import java.util.Optional;

/**
 * A try that a program began.
 *
 * @param id 256 random bits: whoever has it can open the try in a browser, once
 * @param begunBy the program's token
 * @param endsAt when it can be finished no longer
 * @param report as JSON, of {@link Reports}; empty until it has ended
 */
public record ProgramTry(
    String id,
    String instanceId,
    String begunBy,
    Instant begunAt,
    Instant endsAt,
    State state,
    Optional<String> report) {

  /** How far it is. */
  public enum State {
    /** Nobody has opened its link. */
    WAITING,
    /** Somebody is at the provider with it. */
    OPENED,
    /** It has a report. */
    ENDED,
    /** Nobody finished it in time. */
    EXPIRED
  }

  /** Without the report, which names a person. */
  @Override
  public String toString() {
    return "ProgramTry[" + instanceId + ", " + state + "]";
  }
}
