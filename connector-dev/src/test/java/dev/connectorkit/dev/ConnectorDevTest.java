package dev.connectorkit.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The workbench as a program. */
class ConnectorDevTest {

  @TempDir Path folder;

  /** A shell in the place of Maven; a signal to it does not reach what it started. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void endsWithTheProgramThatStartedIt() throws Exception {
    SampleProject.in(folder);
    Path log = folder.resolve("log");
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "\"$0\" -classpath \"$1\" dev.connectorkit.dev.ConnectorDev --project=\"$2\""
                    + " --port=0; exit 1",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> Files.readString(log).contains("Stop with") || !shell.isAlive());
      List<ProcessHandle> started = shell.descendants().toList();
      assertThat(started).as(Files.readString(log)).hasSize(1);

      shell.destroyForcibly();

      await().atMost(Duration.ofMinutes(1)).until(() -> !started.get(0).isAlive());
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sample.example:8080",
        "http://127.0.0.1",
        "https://tunnel.example/path",
        "ftp://127.0.0.1:8080",
        "not an address"
      })
  void anAddressThatCannotBeTheWorkbenchsIsRefused(String url) throws IOException {
    SampleProject.in(folder);
    var out = new ByteArrayOutputStream();

    int code =
        new CommandLine(new ConnectorDev(new PrintStream(out)))
            .execute("--project=" + folder, "--url=" + url);

    assertThat(code).isNotZero();
    assertThat(out.toString()).contains("-Dconnector.url");
  }
}
