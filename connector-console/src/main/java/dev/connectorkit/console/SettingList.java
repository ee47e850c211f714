package dev.connectorkit.console;

import dev.connectorkit.console.setting.ShownSetting;
import dev.connectorkit.console.setting.ShownSetting.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings of a command as they are, and where each comes from. */
final class SettingList {

  private final Map<String, String> environment;

  SettingList(Map<String, String> environment) {
    this.environment = environment;
  }

  List<ShownSetting> of(ParseResult given) {
    var settings = new ArrayList<ShownSetting>();
    for (OptionSpec option : given.commandSpec().options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        String variable = EnvironmentDefaults.variable(option);
        Object value = option.getValue();
        settings.add(
            ShownSetting.of(
                option.names()[0],
                variable,
                value == null ? inForce(option, given) : String.valueOf(value),
                given.hasMatchedOption(option)
                    ? Source.COMMAND_LINE
                    : isSet(variable) ? Source.ENVIRONMENT : Source.DEFAULT));
      }
    }
    settings.add(secret("CONSOLE_DATABASE_USER"));
    settings.add(secret("CONSOLE_DATABASE_PASSWORD"));
    settings.add(secret("CONSOLE_KEYS"));
    return settings;
  }

  /** What counts where an option has no value of its own; empty for nothing. */
  private String inForce(OptionSpec option, ParseResult given) {
    return switch (option.names()[0]) {
      case "--base-url" -> "http://localhost:" + value(given, "--port");
      case "--keys" ->
          isSet("CONSOLE_KEYS")
                  || given.commandSpec().findOption("--database").<Object>getValue() != null
              ? ""
              : Path.of(value(given, "--data")).resolve(StoreOptions.OWN_KEYS).toString();
      default -> "";
    };
  }

  private static String value(ParseResult given, String option) {
    return String.valueOf(given.commandSpec().findOption(option).<Object>getValue());
  }

  private ShownSetting secret(String variable) {
    String file = environment.getOrDefault(variable + "_FILE", "");
    if (!file.isBlank()) {
      return ShownSetting.ofSecret(variable + "_FILE", Source.FILE);
    }
    return ShownSetting.ofSecret(variable, isSet(variable) ? Source.ENVIRONMENT : Source.DEFAULT);
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }
}
