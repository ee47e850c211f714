package dev.connectorkit.console;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** The options about what stands in front of the console. */
final class FrontOptions {

  @Option(
      names = "--trusted-proxy",
      description =
          "Addresses or networks of the servers in front, such as 10.0.0.0/8, whose"
              + " X-Forwarded-For tells browsers apart, with commas between; none unless given.")
  private String proxies = "";

  @Option(
      names = "--sign-ins-per-minute",
      description =
          "How many sign-ins one address may begin; ${DEFAULT-VALUE} unless given, 0 for any"
              + " number.")
  private int signInsPerMinute = FrontSettings.SIGN_INS_PER_MINUTE;

  FrontSettings settings() {
    List<String> named =
        Arrays.stream(proxies.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
    return new FrontSettings(named, signInsPerMinute);
  }
}
