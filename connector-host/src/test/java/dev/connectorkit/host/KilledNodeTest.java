package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.connectorkit.host.plugin.BoundSample;
import dev.connectorkit.host.signin.JdbcPendingSignInStore;
import dev.connectorkit.host.signin.PostgresServer;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host in a process of its own, killed while people are at the provider. */
@Timeout(120)
class KilledNodeTest {

  private static final int BEGUN = 300;

  @TempDir private Path plugins;

  @Test
  void whatAKilledNodeBeganAnotherCompletes() throws Exception {
    BoundSample.version("1.0.0").writeTo(plugins, "sample.jar");
    HikariConfig settings = PostgresServer.running().emptySchema();
    try (var database = new HikariDataSource(settings);
        ConnectorHost survivor = node(plugins, database)) {
      for (String begun : beginUntilKilled(settings)) {
        String[] parts = begun.split(" ");
        CompletedSignIn done =
            survivor.complete(
                "one",
                Browser.consent(parts[0], "ada~" + parts[1]),
                Optional.of(Secret.of(parts[2])));
        assertThat(done.profile().id()).isEqualTo("ada");
      }
    }
  }

  /** What the node told browsers before it was killed, in the middle of its work. */
  private List<String> beginUntilKilled(HikariConfig settings)
      throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledNodeTest.class.getName(),
                settings.getJdbcUrl(),
                plugins.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8))) {
      var begun = new ArrayList<String>();
      while (begun.size() < BEGUN) {
        String line = out.readLine();
        assertThat(line).as("the node goes on").isNotNull();
        begun.add(line);
      }
      node.destroyForcibly().waitFor();
      return begun;
    } finally {
      node.destroyForcibly();
    }
  }

  /** The other process: begins sign-ins, one after the other, for as long as it is let. */
  public static void main(String[] arguments) {
    var settings = new HikariConfig();
    settings.setJdbcUrl(arguments[0]);
    settings.setUsername("postgres");
    try (var database = new HikariDataSource(settings);
        ConnectorHost node = node(Path.of(arguments[1]), database)) {
      for (int i = 0; i < 1_000_000; i++) {
        StartedSignIn started = node.begin("one");
        System.out.println(
            Browser.state(started)
                + " "
                + Browser.parameter(started, "nonce")
                + " "
                + started.browserToken().reveal());
      }
    }
  }

  private static ConnectorHost node(Path plugins, HikariDataSource database) {
    JdbcPendingSignInStore store =
        JdbcPendingSignInStore.builder(
                database,
                SealingKeys.of(
                    "2026-11", Secret.of("BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=")))
            .build();
    store.createSchema();
    ConnectorHost host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create("https://app.example"))
            .pendingSignIns(store)
            .open();
    host.addInstance("one", "sample", Map.of("clientId", "client"));
    return host;
  }
}
