package dev.connectorkit.console.watch;

import dev.connectorkit.host.watch.WatchedSignIn;
import dev.connectorkit.spi.ConnectorError;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a sign-in ended. */
public enum Outcome {
  SUCCESS("signed in"),
  /** The person said no, or came back too late or twice; nothing is wrong. */
  GIVEN_UP("given up"),
  FAILURE("failed");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** As it stands in the database, in addresses and in metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of this code. */
  public static Optional<Outcome> of(String code) {
    return Arrays.stream(values()).filter(outcome -> outcome.code().equals(code)).findFirst();
  }

  static Outcome of(WatchedSignIn signIn) {
    return signIn.failure().map(failure -> of(failure.error())).orElse(SUCCESS);
  }

  private static Outcome of(ConnectorError error) {
    return switch (error) {
      case ACCESS_DENIED, SIGN_IN_EXPIRED, SIGN_IN_NOT_FOUND -> GIVEN_UP;
      default -> FAILURE;
    };
  }
}
