package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.instance.InstanceChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The console's commands, over a database that a console left behind. */
class ConsoleCommandsIT {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void resetPrintsALinkThatSetsAnotherPassword() throws IOException {
    try (var world = new ConsoleWorld(DatabaseSettings.embeddedIn(folder))) {
      ConsoleServer before = world.start();
      ConsoleBrowser operator = world.setUp(before);
      world.stop(before);

      int code =
          run(
              Map.of("CONSOLE_DATA", folder.toString()),
              "reset-operator",
              "--base-url",
              "https://sign-in.example");
      assertThat(code).isZero();
      String link = out.toString(UTF_8).strip();
      assertThat(link).startsWith("https://sign-in.example/admin/set-up/");
      assertThat(err.toString(UTF_8)).contains("once, within an hour");

      ConsoleServer after = world.start();
      assertThat(operator.get("/admin/instances").body()).contains("Operator sign-in");
      var again = new ConsoleBrowser(after.address());
      again.get(link.replaceFirst("https://[^/]*", ""));
      assertThat(again.page().select("#replaces").text())
          .contains("take the place")
          .doesNotContain(ConsoleWorld.NAME + " ");
      setUp(again, "Password1234");
      assertThat(again.page().select("#problem").text()).contains("leaked elsewhere");
      setUp(again, "other long words");
      assertThat(again.location()).isEqualTo("/admin/connectors");
    }
  }

  @Test
  void resetNamesThePortOfTheConsole() {
    assertThat(run(Map.of("CONSOLE_PORT", "9999"), "reset-operator", "--data", folder.toString()))
        .isZero();

    assertThat(out.toString(UTF_8)).startsWith("http://localhost:9999/admin/set-up/");
  }

  @Test
  void helpHasTheNameOfTheConsoleAndAllItsCommands() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("Usage: console ", "serve", "reset-operator", "reseal", "export", "import")
        .doesNotContain("rehearse");

    assertThat(run(Map.of(), "serve", "--unheard-of", "1")).isNotZero();
    assertThat(err.toString(UTF_8))
        .contains("Usage: console serve ", "reset-operator, reseal, export, import")
        .doesNotContain("Usage: demo");
  }

  @Test
  void resealTakesAKeyOutOfUse() throws IOException {
    String second = "second 4V3iQeQ0c0cDmHHuBHcPZ0vbFBPRlT6rDtaTCFp3DSs=";
    try (var world = new ConsoleWorld(DatabaseSettings.embeddedIn(folder))) {
      ConsoleServer before = world.start();
      before
          .instances()
          .create(
              "huggingface",
              "huggingface-universal",
              new InstanceChange(
                  Map.of("clientId", "client", "clientSecret", "canary"), Set.of(), ""),
              "test");
      world.stop(before);

      int code =
          run(
              Map.of("CONSOLE_KEYS", second + "," + ConsoleWorld.KEY),
              "reseal",
              "--data",
              folder.toString());
      assertThat(code).as(err.toString(UTF_8)).isZero();
      assertThat(out.toString(UTF_8)).contains("1 secrets").doesNotContain("canary");

      assertThat(
              run(
                  Map.of("CONSOLE_KEYS", "third " + second.split(" ")[1]),
                  "reseal",
                  "--data",
                  folder.toString()))
          .isEqualTo(1);
      assertThat(err.toString(UTF_8)).contains("'second'").doesNotContain("canary", "\tat ");
    }
  }

  @Test
  void whatOneConsoleExportsAnotherImportsByAPlan() throws IOException {
    Path first = folder.resolve("first");
    try (var world = new ConsoleWorld(DatabaseSettings.embeddedIn(first))) {
      ConsoleServer console = world.start();
      console
          .instances()
          .create(
              "huggingface",
              "huggingface-universal",
              new InstanceChange(
                  Map.of("clientId", "client", "clientSecret", "canary"), Set.of(), ""),
              "test");
      world.stop(console);
    }
    String file = folder.resolve("instances.json").toString();
    assertThat(run(Map.of("CONSOLE_KEYS", ConsoleWorld.KEY), "export", file, "--data", first + ""))
        .as(err.toString(UTF_8))
        .isZero();
    assertThat(run(Map.of(), "export", file, "--data", first + "")).as("once more").isEqualTo(1);
    assertThat(run(Map.of(), "export", "-", "--data", first + "")).isZero();
    assertThat(out.toString(UTF_8)).contains("\"/clientSecret\"").doesNotContain("canary");
    Files.writeString(
        Path.of(file),
        Files.readString(Path.of(file))
            .replace("\"clientId\"", "\"clientSecret\" : \"${env:HF_SECRET}\", \"clientId\""));

    String[] command = {
      "import",
      file,
      "--data",
      folder.resolve("second").toString(),
      "--plugins",
      System.getProperty("console.plugins")
    };
    String[] applied = java.util.Arrays.copyOf(command, command.length + 1);
    applied[command.length] = "--apply";
    Map<String, String> environment = Map.of("HF_SECRET", "another-canary");

    assertThat(run(Map.of(), command)).as("a reference to nothing").isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains("/instances/0/config/clientSecret: The variable HF_SECRET is not set.");
    assertThat(run(environment, command)).as(err.toString(UTF_8)).isEqualTo(2);
    assertThat(out.toString(UTF_8)).contains("+ huggingface", "Nothing was changed");
    assertThat(run(environment, applied)).as(err.toString(UTF_8)).isZero();
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    var ours = (Logger) LoggerFactory.getLogger("dev.connectorkit");
    ours.addAppender(lines);
    assertThat(run(environment, command)).as("nothing to do").isZero();
    ours.detachAppender(lines);
    assertThat(lines.list).as("lines of plugins that come and go").isEmpty();
    assertThat(run(environment, "import", "--data", folder + "")).as("no file").isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("1 created", "Nothing to do").doesNotContain("canary");
  }

  @Test
  void postgresqlWantsKeysThatAllConsolesShare() {
    int code = run(Map.of(), "serve", "--database", "jdbc:postgresql://localhost/console");

    assertThat(code).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("--keys", "openssl rand -base64 32");
  }

  @Test
  void aSettingThatCannotBeUsedIsSaidPlainly() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    for (String[] arguments :
        new String[][] {
          {"--listen", "no such address.example"},
          {"--base-url", "https://example.com/console"},
          {"--base-url", "http://example.com"},
          {"--trust-file", folder.resolve("missing.json").toString(), "--listen", "999.1.1.1"},
          {"--database", "jdbc:h2:mem:x"}
        }) {
      String[] all = new String[arguments.length + 5];
      all[0] = "serve";
      all[1] = "--plugins";
      all[2] = plugins.toString();
      all[3] = "--data";
      all[4] = folder.resolve("data").toString();
      System.arraycopy(arguments, 0, all, 5, arguments.length);
      assertThat(run(Map.of(), all)).as(String.join(" ", arguments)).isEqualTo(1);
    }
    assertThat(err.toString(UTF_8))
        .contains(
            "Nothing can listen on",
            "--base-url must be",
            "must be https",
            "--trust-file cannot be used. The trust file cannot be read.",
            "missing.json as {",
            "jdbc:postgresql://")
        .doesNotContain("\tat ", "Exception");
  }

  private int run(Map<String, String> environment, String... arguments) {
    return ConnectorConsole.commandLine(
            environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
        .execute(arguments);
  }

  private static void setUp(ConsoleBrowser browser, String password) {
    browser.submit(
        "form[action^=/admin/set-up]", "name", "bob", "password", password, "again", password);
  }
}
