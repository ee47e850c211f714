package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who reaches a console that was started without a word about it. */
class ListeningIT {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      disabledReason = "Elsewhere 127.0.0.2 is no address of the machine.")
  void thisMachineOnlyAndThatIsSaid() throws IOException, InterruptedException {
    int port = FreePort.onLoopback(0);
    var to = new PrintStream(said, true, UTF_8);
    String[] arguments = {
      "serve",
      "--port",
      Integer.toString(port),
      "--data",
      folder.resolve("data").toString(),
      "--plugins",
      ConsoleWorld.shipped().toString()
    };
    var console =
        new Thread(() -> ConnectorConsole.commandLine(Map.of(), to, to).execute(arguments));
    console.start();
    try {
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> said.toString(UTF_8).contains("Stop with Ctrl+C."));

      assertThat(said.toString(UTF_8))
          .contains("Listening on  127.0.0.1, for this machine only")
          .doesNotContain("others on the network");
      reach("127.0.0.1", port);
      // Whoever listens on all addresses of the machine answers there, too.
      assertThatThrownBy(() -> reach("127.0.0.2", port)).isInstanceOf(ConnectException.class);
    } finally {
      console.interrupt();
      console.join(60_000);
    }
    assertThat(console.isAlive()).isFalse();
  }

  private static void reach(String address, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 30_000);
    }
  }
}
