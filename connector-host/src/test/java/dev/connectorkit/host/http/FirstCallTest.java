package dev.connectorkit.host.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The very first call of a host comes from the end of a recursion: what it uses for the first time
 * must be usable afterwards. In a process of its own, in which nothing was used yet.
 */
@Timeout(120)
class FirstCallTest {

  @Test
  void fromTheEndOfARecursionLeavesEverythingUsable() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);

      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();
      assertThat(output).contains("afterwards: ORIGIN_NOT_ALLOWED\n");
    } finally {
      process.destroyForcibly();
    }
  }

  /** What runs in that process. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (var connections = ProviderConnections.open(HttpSettings.defaults())) {
        InstanceHttp http = connections.open("test", Set.of(URI.create("https://op.example")));
        ProviderRequest elsewhere = ProviderRequest.get(URI.create("https://elsewhere.example"));
        var deep = new Thread(null, () -> recurse(http, elsewhere), "deep", 256 * 1024);
        deep.start();
        deep.join();
        System.out.println("afterwards: " + answer(http, elsewhere));
      }
    }

    private static ConnectorError answer(InstanceHttp http, ProviderRequest request) {
      try {
        throw new IllegalStateException("Answered: " + http.send(request).status());
      } catch (ConnectorException e) {
        return e.error();
      }
    }

    private static int recurse(InstanceHttp http, ProviderRequest request) {
      int above;
      try {
        above = recurse(http, request);
      } catch (StackOverflowError e) {
        above = 0;
      }
      // At the very end of the stack, and at many places above it.
      if (above < 400) {
        try {
          http.send(request);
        } catch (StackOverflowError | ConnectorException e) {
          return above + 1;
        }
      }
      return above + 1;
    }
  }
}
