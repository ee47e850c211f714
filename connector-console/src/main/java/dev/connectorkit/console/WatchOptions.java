package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.watch.LogFormat;
import dev.connectorkit.console.watch.Retention;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about what the console tells of itself. */
final class WatchOptions {

  private static final int MOST_SIGN_INS = 10_000_000;
  private static final int MOST_DAYS = 3_650;
  private static final int MAX_PORT = 65_535;
  private static final Pattern ADDRESS =
      Pattern.compile("\\[?([A-Za-z0-9.:-]*[A-Za-z0-9.-])\\]?:([0-9]{1,5})");

  @Option(
      names = "--keep-sign-ins",
      description = "How many sign-ins the list has, 0 for none; ${DEFAULT-VALUE} unless given.")
  private int keepSignIns = Retention.DEFAULT.atMost();

  @Option(
      names = "--keep-sign-ins-days",
      description = "For how many days they are kept; ${DEFAULT-VALUE} unless given.")
  private int keepSignInsDays = (int) Retention.DEFAULT.age().toDays();

  @Option(
      names = "--metrics",
      description =
          "Where to serve /metrics for Prometheus, such as 127.0.0.1:9464; nowhere"
              + " unless given.")
  private @Nullable String metrics;

  @Option(
      names = "--log-format",
      description = "text, or json for one JSON object a line; ${DEFAULT-VALUE} unless given.")
  private String logFormat = "text";

  WatchSettings settings() {
    return new WatchSettings(retention(), Optional.ofNullable(metrics).map(WatchOptions::address));
  }

  LogFormat logFormat() {
    return switch (logFormat) {
      case "text" -> LogFormat.TEXT;
      case "json" -> LogFormat.JSON;
      default -> throw new SettingException("--log-format must be text or json.");
    };
  }

  private static InetSocketAddress address(String text) {
    Matcher parts = ADDRESS.matcher(text);
    int port = parts.matches() ? Integer.parseInt(parts.group(2)) : -1;
    if (port < 0 || port > MAX_PORT) {
      throw new SettingException(
          "--metrics must be an address of this machine and a port, such as 127.0.0.1:9464.");
    }
    return InetSocketAddress.createUnresolved(parts.group(1), port);
  }

  private Retention retention() {
    if (keepSignIns < 0 || keepSignIns > MOST_SIGN_INS) {
      throw new SettingException("--keep-sign-ins must be between 0 and 10000000.");
    }
    if (keepSignInsDays < 1 || keepSignInsDays > MOST_DAYS) {
      throw new SettingException("--keep-sign-ins-days must be between 1 and 3650.");
    }
    return new Retention(keepSignIns, Duration.ofDays(keepSignInsDays));
  }
}
