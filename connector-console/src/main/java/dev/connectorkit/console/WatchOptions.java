package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.watch.Retention;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options about what the console tells of itself. */
final class WatchOptions {

  private static final int MOST_SIGN_INS = 10_000_000;
  private static final int MOST_DAYS = 3_650;

  @Option(
      names = "--keep-sign-ins",
      description = "How many sign-ins the list has, 0 for none; ${DEFAULT-VALUE} unless given.")
  private int keepSignIns = Retention.DEFAULT.atMost();

  @Option(
      names = "--keep-sign-ins-days",
      description = "For how many days they are kept; ${DEFAULT-VALUE} unless given.")
  private int keepSignInsDays = (int) Retention.DEFAULT.age().toDays();

  Retention retention() {
    if (keepSignIns < 0 || keepSignIns > MOST_SIGN_INS) {
      throw new SettingException("--keep-sign-ins must be between 0 and 10000000.");
    }
    if (keepSignInsDays < 1 || keepSignInsDays > MOST_DAYS) {
      throw new SettingException("--keep-sign-ins-days must be between 1 and 3650.");
    }
    return new Retention(keepSignIns, Duration.ofDays(keepSignInsDays));
  }
}
