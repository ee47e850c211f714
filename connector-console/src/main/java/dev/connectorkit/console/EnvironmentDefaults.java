package dev.connectorkit.console;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What is not on the command line comes from the environment: {@code --base-url} is
 * CONSOLE_BASE_URL.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

  private final Map<String, String> environment;

  EnvironmentDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String variable = variable(option);
    return set(variable).or(() -> set(ofScript(variable))).orElse(null);
  }

  private Optional<String> set(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  /** What the script that starts the console takes where nobody says otherwise. */
  private static String ofScript(String variable) {
    return variable.replaceFirst("^CONSOLE_", "CONSOLE_DEFAULT_");
  }

  static String variable(OptionSpec option) {
    String name = option.longestName().replaceFirst("^-+", "");
    return "CONSOLE_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
