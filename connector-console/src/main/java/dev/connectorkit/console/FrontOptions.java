package dev.connectorkit.console;

import java.util.List;
import picocli.CommandLine.Option;

/** The options about what stands in front of the console. */
final class FrontOptions {

  @Option(
      names = "--trusted-proxy",
      split = ",",
      description =
          "Addresses or networks of the servers in front, such as 10.0.0.0/8, whose"
              + " X-Forwarded-For tells browsers apart; none unless given.")
  private List<String> proxies = List.of();

  @Option(
      names = "--sign-ins-per-minute",
      description =
          "How many sign-ins one address may begin; ${DEFAULT-VALUE} unless given, 0 for any"
              + " number.")
  private int signInsPerMinute = FrontSettings.SIGN_INS_PER_MINUTE;

  FrontSettings settings() {
    return new FrontSettings(proxies.stream().map(String::strip).toList(), signInsPerMinute);
  }
}
