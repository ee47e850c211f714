package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a console said it stored is there after it was stopped or killed, again and again. */
@Timeout(900)
class StoppedConsoleIT {

  private static final int ROUNDS = "all".equals(System.getProperty("tests")) ? 20 : 4;

  @TempDir Path folder;

  @Test
  void oneThatIsStoppedLosesNothingThatItConfirmed() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Process console = console(1 + round % 7);
      try (BufferedReader said = console.inputReader()) {
        long stored = lastStored(said);
        // Not the process's own method, which closes what it says as well.
        console.toHandle().destroy();

        assertThat(console.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(kept()).as("after round %d", round).isEqualTo(stored);
      } finally {
        console.destroyForcibly();
      }
    }
  }

  @Test
  void oneThatIsKilledLosesNothingThatItConfirmed() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Process console = console(1 + round % 7);
      try (BufferedReader said = console.inputReader()) {
        long stored = lastStored(said);
        console.destroyForcibly();

        assertThat(console.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(kept()).as("after round %d", round).isEqualTo(stored);
      } finally {
        console.destroyForcibly();
      }
    }
  }

  private Process console(int changes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ConfirmingConsole.class.getName(),
            folder.toString(),
            System.getProperty("console.plugins"),
            Integer.toString(changes))
        .redirectError(folder.resolve("log").toFile())
        .start();
  }

  private static long lastStored(BufferedReader said) throws IOException {
    long stored = -1;
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(ConfirmingConsole.STORED)) {
        stored = Long.parseLong(line.substring(ConfirmingConsole.STORED.length()));
      }
      if (line.equals(ConfirmingConsole.READY)) {
        return stored;
      }
    }
    throw new AssertionError("The console ended before it was ready.");
  }

  private long kept() {
    try (var database = ConsoleDatabase.open(DatabaseSettings.embeddedIn(folder))) {
      return database.read(ChangeCount.INSTANCES::now);
    }
  }
}
