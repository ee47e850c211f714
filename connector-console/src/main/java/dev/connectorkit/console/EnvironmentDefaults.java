package dev.connectorkit.console;

import java.util.Locale;
import java.util.Map;
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
    String value = environment.get(variable(option));
    return value == null || value.isBlank() ? null : value;
  }

  static String variable(OptionSpec option) {
    String name = option.longestName().replaceFirst("^-+", "");
    return "CONSOLE_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
