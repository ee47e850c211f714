package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.huggingface.FakeClient;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.world.LoopbackSite;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Two consoles on one PostgreSQL, of which one is killed in the middle of its work. */
@EnabledIfSystemProperty(
    named = "tests",
    matches = "all",
    disabledReason = "Takes long: mvn verify -Dtests=all runs it.")
@Timeout(600)
class KilledConsoleIT {

  private static final int PEOPLE = 4;
  private static final int AWAY = 40;

  @TempDir Path folder;

  @Test
  void whoIsAtTheProviderSignsInAtTheOther() throws Exception {
    PostgresServer postgres = PostgresServer.running();
    DatabaseSettings database = postgres.emptySchema();
    int port = FreePort.onLoopback(0);
    URI killedUrl = URI.create("http://localhost:" + port);
    FakeHuggingFace provider =
        FakeHuggingFace.builder()
            .practisePeople()
            .client(
                FakeClient.confidential(
                    "client", "client-secret", killedUrl + "/callback/huggingface"))
            .build();
    ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
    try (LoopbackSite site = LoopbackSite.start(provider, 0);
        ConsoleServer other = other(database, killedUrl)) {
      add(other, site.baseUrl());
      Process killed = console(port, killedUrl, database);
      try {
        awaitReady(killedUrl);
        List<Visitor> away = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
          people.execute(() -> signInUntilItIsGone(killedUrl, provider));
        }
        for (int i = 0; i < AWAY; i++) {
          away.add(Visitor.away(killedUrl, provider));
        }
        killed.destroyForcibly();
        assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(away).allMatch(visitor -> visitor.comesBack(other.address()));
        assertThat(Visitor.away(other.address(), provider).comesBack(other.address())).isTrue();
      } finally {
        killed.destroyForcibly();
      }
    } finally {
      people.shutdownNow();
    }
  }

  private void signInUntilItIsGone(URI console, FakeHuggingFace provider) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Visitor.away(console, provider).comesBack(console);
      } catch (AssertionError e) {
        // The browser's word for a connection that ended.
        return;
      }
    }
  }

  private static ConsoleServer other(DatabaseSettings database, URI publicUrl) {
    return ConsoleServer.start(
        new ServeSettings(
            "127.0.0.1",
            FreePort.onLoopback(0),
            Optional.of(publicUrl),
            Path.of(System.getProperty("console.plugins")),
            Optional.empty(),
            database,
            KeyFile.parse(Secret.of(ConsoleWorld.KEY))));
  }

  private static void add(ConsoleServer console, URI provider) {
    console
        .instances()
        .create(
            "huggingface",
            "huggingface-universal",
            new InstanceChange(
                Map.of(
                    "clientId",
                    "client",
                    "clientSecret",
                    "client-secret",
                    "baseUrl",
                    provider.toString()),
                Set.of(),
                ""),
            "test");
    console.instances().enable("huggingface", true, "test");
  }

  /** The program itself, in a process of its own. */
  private Process console(int port, URI publicUrl, DatabaseSettings database) throws IOException {
    Path keys =
        Files.createFile(
            folder.resolve("keys"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(keys, ConsoleWorld.KEY + "\n");
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ConnectorConsole.class.getName(),
            "serve",
            "--port",
            Integer.toString(port),
            "--base-url",
            publicUrl.toString(),
            "--plugins",
            System.getProperty("console.plugins"),
            "--database",
            database.url(),
            "--keys",
            keys.toString());
    builder.environment().put("CONSOLE_DATABASE_USER", database.user().orElseThrow());
    Path log = folder.resolve("log");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static void awaitReady(URI console) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest ready = HttpRequest.newBuilder(console.resolve("/")).build();
    await()
        .atMost(Duration.ofSeconds(120))
        .ignoreExceptionsInstanceOf(ConnectException.class)
        .until(
            () ->
                client
                    .send(ready, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("Sign in with Hugging Face"));
  }
}
