package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

/**
 * The answer to {@link Connector#check()}.
 *
 * @param status whether sign-ins can work with this config
 * @param message one sentence for an operator; says what to change when unusable
 */
public record ConnectorHealth(Status status, String message) {

  /** What a check found. */
  public enum Status {
    /** The provider accepted the client. */
    USABLE,
    /** The provider refused the client, or cannot be reached. */
    UNUSABLE,
    /** It cannot be told without a user. */
    UNKNOWN
  }

  public ConnectorHealth {
    requireNonNull(status, "status is null");
    requireNonNull(message, "message is null");
  }

  /** Sign-ins can work. */
  public static ConnectorHealth usable(String message) {
    return new ConnectorHealth(Status.USABLE, message);
  }

  /** Sign-ins cannot work; the message says what to change. */
  public static ConnectorHealth unusable(String message) {
    return new ConnectorHealth(Status.UNUSABLE, message);
  }

  /** It cannot be told; the message says why. */
  public static ConnectorHealth unknown(String message) {
    return new ConnectorHealth(Status.UNKNOWN, message);
  }
}
