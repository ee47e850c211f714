package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.source.InstanceEntry;
import dev.connectorkit.console.source.InstancesFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What docs/operate.md lists is what the commands have. */
class OperatePageTest {

  private final CommandLine commands =
      ConnectorConsole.commandLine(
          Map.of(), new PrintStream(System.out, true), new PrintStream(System.err, true));

  @Test
  void everyOptionAndItsVariableIsListed() throws IOException {
    List<String> listed =
        Pattern.compile("(?m)^\\| `(--[a-z-]+)` \\| `([A-Z_]+)` \\|")
            .matcher(page())
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();
    CommandLine serve = commands.getSubcommands().get("serve");
    List<String> options =
        serve.getCommandSpec().options().stream()
            .filter(option -> !option.usageHelp() && !option.versionHelp())
            .map(option -> option.names()[0] + " " + EnvironmentDefaults.variable(option))
            .toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(options);
  }

  @Test
  void everyCommandThatIsShownExists() throws IOException {
    List<String> shown =
        Pattern.compile("(?m)^ *\\./console ([a-z][a-z-]*)")
            .matcher(page())
            .results()
            .map(command -> command.group(1))
            .toList();

    assertThat(shown)
        .contains("reseal", "reset-operator", "export", "import")
        .isSubsetOf(commands.getSubcommands().keySet());
    assertThat(commands.getSubcommands()).containsKey("serve");
  }

  @Test
  void theFileOfInstancesThatIsShownCanBeUsed() throws IOException {
    List<String> shown =
        Pattern.compile("(?s)```json\n(.*?)```")
            .matcher(page())
            .results()
            .map(block -> block.group(1))
            .toList();

    assertThat(shown)
        .singleElement()
        .satisfies(
            file ->
                assertThat(InstancesFile.parse(file).instances())
                    .extracting(InstanceEntry::id)
                    .containsExactly("github"));
  }

  @Test
  void anOptionThatIsNotGivenComesFromItsVariable() {
    var given =
        ConnectorConsole.commandLine(Map.of("CONSOLE_PORT", "9999"), System.out, System.err);
    CommandLine serve = given.getSubcommands().get("serve");
    OptionSpec port = serve.getCommandSpec().findOption("--port");

    given.parseArgs("serve");
    assertThat((Integer) port.getValue()).isEqualTo(9999);
    given.parseArgs("serve", "--port", "7777");
    assertThat((Integer) port.getValue()).isEqualTo(7777);
  }

  @Test
  void severalServersInFrontAreNamedWithCommasBetween() {
    FrontSettings named =
        CommandLine.populateCommand(new FrontOptions(), "--trusted-proxy", "10.0.0.0/8, ::1,")
            .settings();

    assertThat(named.proxies()).containsExactly("10.0.0.0/8", "::1");
    assertThat(new FrontOptions().settings()).isEqualTo(FrontSettings.defaults());
    for (String number : List.of("-1", "1000001")) {
      FrontOptions given =
          CommandLine.populateCommand(new FrontOptions(), "--sign-ins-per-minute", number);
      assertThatThrownBy(given::settings).hasMessageContaining("--sign-ins-per-minute");
    }
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/operate.md"));
  }
}
