package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.spi.ConnectorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connector that allocates, piece by piece, until there is nothing left. In a process of its own:
 * its heap is small, so that it is full soon also on a busy machine, and it is nobody else's.
 */
@Timeout(300)
class FullHeapTest {

  private static final String HEAP = "-Xmx64m";

  @TempDir Path folder;

  @Test
  void aConnectorThatAllocatesWithoutEndHarmsOnlyItsOwnCalls() throws Exception {
    PluginJarBuilder.good("hostile")
        .code(
            "complete",
            """
            var kept = new ArrayList<byte[]>();
            while (context != null) { kept.add(new byte[16 * 1024]); }
            """)
        .writeTo(folder, "hostile.jar");
    PluginJarBuilder.good("good").writeTo(folder, "good.jar");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);

      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();
      assertThat(output)
          .contains(
              "hostile: UNEXPECTED The connector plugin 'hostile 1.0.0' failed in complete() with"
                  + " java.lang.OutOfMemoryError.")
          .contains("good: 1.0.0 to 1.0.0\n".repeat(Program.TIMES))
          .contains("the folder is still watched")
          .endsWith("closed\n");
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What runs in that process. */
  static final class Program {

    static final int TIMES = 3;

    private Program() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      try (var host =
          new PluginHost(folder, builder -> builder.watchPlugins(Duration.ofMillis(50)))) {
        host.add("hostile", "hostile");
        host.add("good", "good");
        var good = new StringBuilder();
        for (int i = 0; i < TIMES; i++) {
          StartedSignIn started = host.host.begin("hostile");
          try {
            host.finish(started, "hostile");
          } catch (ConnectorException e) {
            System.out.println("hostile: " + e.error() + " " + e.getMessage());
          }
          good.append("good: ").append(host.signIn("good")).append('\n');
        }
        System.out.print(good);
        folder.resolve("good.jar").toFile().delete();
        PluginHost.eventually().until(() -> !host.connectors().contains("good"));
        System.out.println("the folder is still watched");
      }
      System.out.println("closed");
    }
  }
}
