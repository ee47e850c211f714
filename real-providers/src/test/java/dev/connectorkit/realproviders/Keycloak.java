package dev.connectorkit.realproviders;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.connectorkit.testkit.world.CertificateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Keycloak server on loopback, by https alone, with an empty database and the realm "staff". Its
 * distribution is unpacked by the build.
 */
final class Keycloak implements AutoCloseable {

  static final String ADMIN_CLIENT = "the-tests";
  static final String ADMIN_SECRET = "for-an-hour-on-loopback";

  private static final Path HOME = Path.of(System.getProperty("keycloak.home", "keycloak"));
  private static final Path LOG = HOME.resolveSibling("keycloak.log");
  // Its first start takes a minute on a small machine, and more on a busy one.
  private static final Duration TO_START = Duration.ofMinutes(8);
  private static final Duration TO_STOP = Duration.ofMinutes(1);

  private final int port = freePort();
  private final CertificateFiles tls;
  private final Https https;
  private final Thread atExit = new Thread(this::kill, "end-keycloak");
  private @Nullable Process process;

  private Keycloak() throws IOException {
    delete(HOME.resolve("data"));
    Path imported = Files.createDirectories(HOME.resolve("data/import"));
    try (InputStream realm = Keycloak.class.getResourceAsStream("staff-realm.json")) {
      Files.copy(realm, imported.resolve("staff-realm.json"));
    }
    this.tls = CertificateFiles.issue("localhost", HOME.resolve("data"));
    this.https = new Https(tls.authority());
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Skips the test where its start script cannot run; fails it in CI, where it must. */
  static Keycloak started() {
    if (!Files.isExecutable(Path.of("/bin/bash"))) {
      String message = "Keycloak does not start here: its script needs /bin/bash.";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(message);
      }
      abort(message);
    }
    try {
      var keycloak = new Keycloak();
      keycloak.start();
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI baseUrl() {
    return URI.create("https://localhost:" + port);
  }

  CertificateFiles tls() {
    return tls;
  }

  Realm realm() {
    return new Realm(new Admin(baseUrl(), https), baseUrl());
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** Starts it, also again: at the same address, with the same database. */
  void start() {
    ProcessBuilder command =
        new ProcessBuilder(
                HOME.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-file",
                "--import-realm",
                "--http-enabled=false",
                "--http-host=127.0.0.1",
                "--https-port=" + port,
                "--https-certificate-file=" + tls.certificate(),
                "--https-certificate-key-file=" + tls.key(),
                "--proxy-headers=xforwarded")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
    command
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP",
                "-Xms64m -Xmx512m",
                // Many classes, and no long work that would be worth to be compiled well.
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1",
                "KC_BOOTSTRAP_ADMIN_CLIENT_ID",
                ADMIN_CLIENT,
                "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET",
                ADMIN_SECRET));
    try {
      Process started = command.start();
      process = started;
      await("Keycloak, see " + LOG)
          .atMost(TO_START)
          .failFast("Keycloak ended, see " + LOG, () -> !started.isAlive())
          .until(this::answers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it in order. */
  void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  private void kill() {
    Process running = process;
    if (running != null) {
      List.copyOf(running.descendants().toList()).forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
    }
  }

  private boolean answers() {
    try {
      return https.send(HttpRequest.newBuilder(baseUrl().resolve("/realms/staff"))).statusCode()
          == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
