package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.setting.ShownSetting;
import dev.connectorkit.console.setting.ShownSetting.Source;
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
            ShownSetting.of("--port", "CONSOLE_PORT", "9090", Source.COMMAND_LINE),
            ShownSetting.of(
                "--base-url", "CONSOLE_BASE_URL", "https://sign-in.example", Source.ENVIRONMENT),
            ShownSetting.of("--listen", "CONSOLE_LISTEN", "127.0.0.1", Source.DEFAULT),
            ShownSetting.of("--trust-file", "CONSOLE_TRUST_FILE", "", Source.DEFAULT),
            ShownSetting.ofSecret("CONSOLE_DATABASE_USER", Source.DEFAULT));
  }

  @Test
  void whatIsNotGivenIsShownAsItCounts() {
    Map<String, String> script = Map.of("CONSOLE_DEFAULT_DATA", "/srv/data");

    assertThat(
            new SettingList(script)
                .of(
                    ConnectorConsole.commandLine(script, System.out, System.err)
                        .parseArgs("serve", "--port", "9090")
                        .subcommand()))
        .contains(
            ShownSetting.of(
                "--base-url", "CONSOLE_BASE_URL", "http://localhost:9090", Source.DEFAULT),
            ShownSetting.of("--data", "CONSOLE_DATA", "/srv/data", Source.DEFAULT),
            ShownSetting.of("--keys", "CONSOLE_KEYS_FILE", "/srv/data/keys", Source.DEFAULT));
  }

  @Test
  void aSecretIsOnlySaidToBeSet() {
    assertThat(settings.toString()).doesNotContain("canary");
    assertThat(settings)
        .contains(
            ShownSetting.ofSecret("CONSOLE_KEYS", Source.ENVIRONMENT),
            ShownSetting.ofSecret("CONSOLE_DATABASE_PASSWORD_FILE", Source.FILE));
  }
}
