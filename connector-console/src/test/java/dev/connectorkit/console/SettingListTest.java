package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.admin.ShownSetting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each setting is shown with its value and its source, and no secret is. */
class SettingListTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "CONSOLE_BASE_URL", "https://sign-in.example",
          "CONSOLE_KEYS", "first canary",
          "CONSOLE_DATABASE_PASSWORD_FILE", "/run/secrets/canary");

  private final List<ShownSetting> settings =
      new SettingList(ENVIRONMENT)
          .of(
              ConnectorConsole.commandLine(ENVIRONMENT, System.out, System.err)
                  .parseArgs("serve", "--port", "9090")
                  .subcommand());

  @Test
  void eachSaysWhereItComesFrom() {
    assertThat(settings)
        .contains(
            new ShownSetting("--port", "CONSOLE_PORT", "9090", "command line"),
            new ShownSetting(
                "--base-url", "CONSOLE_BASE_URL", "https://sign-in.example", "environment"),
            new ShownSetting("--listen", "CONSOLE_LISTEN", "127.0.0.1", "default"),
            new ShownSetting("--trust-file", "CONSOLE_TRUST_FILE", "", "default"),
            new ShownSetting("", "CONSOLE_DATABASE_USER", "", "default"));
  }

  @Test
  void aSecretIsOnlySaidToBeSet() {
    assertThat(settings.toString()).doesNotContain("canary");
    assertThat(settings)
        .contains(
            new ShownSetting("", "CONSOLE_KEYS", "set, and not shown", "environment"),
            new ShownSetting("", "CONSOLE_DATABASE_PASSWORD_FILE", "set, and not shown", "file"));
  }
}
