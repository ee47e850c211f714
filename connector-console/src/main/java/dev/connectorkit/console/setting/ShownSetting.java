package dev.connectorkit.console.setting;

import java.util.Locale;
import java.util.Optional;

/**
 * A setting of the program, for display.
 *
 * @param option empty for what is a variable only
 * @param variable of the environment
 * @param value what counts; empty for none, and for every secret
 * @param secret whether it is never shown, wherever it comes from
 */
public record ShownSetting(
    Optional<String> option,
    String variable,
    Optional<String> value,
    boolean secret,
    Source source) {

  /** Where a setting comes from. */
  public enum Source {
    COMMAND_LINE,
    ENVIRONMENT,
    FILE,
    DEFAULT;

    /** For programs. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String words() {
      return code().replace('_', ' ');
    }
  }

  /**
   * @param value empty for none
   */
  public static ShownSetting of(String option, String variable, String value, Source source) {
    return new ShownSetting(
        Optional.of(option),
        variable,
        Optional.of(value).filter(text -> !text.isEmpty()),
        false,
        source);
  }

  /** One of which nothing is told but where it comes from. */
  public static ShownSetting ofSecret(String variable, Source source) {
    return new ShownSetting(Optional.empty(), variable, Optional.empty(), true, source);
  }

  /** Whether it has a value. A secret has none by default. */
  public boolean set() {
    return secret ? source != Source.DEFAULT : value.isPresent();
  }
}
