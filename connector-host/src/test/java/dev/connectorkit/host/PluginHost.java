package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A host over a plugins folder, and the short ways in which tests use it. */
final class PluginHost implements AutoCloseable {

  final ConnectorHost host;

  PluginHost(Path folder) {
    this(folder, builder -> {});
  }

  PluginHost(Path folder, Consumer<ConnectorHost.Builder> settings) {
    ConnectorHost.Builder builder =
        ConnectorHost.builder()
            .plugins(folder)
            // No test waits for it; those that do set one of their own, see Pace.
            .callDeadline(Duration.ofMinutes(2))
            .publicBaseUrl(URI.create("https://app.example"));
    settings.accept(builder);
    host = builder.open();
  }

  Plugins plugins() {
    return host.plugins();
  }

  void add(String instance, String connector) {
    host.addInstance(instance, connector, Map.of("clientId", "client"));
  }

  /** Signs somebody in; returns the user name, which tells the versions that took part. */
  String signIn(String instance) {
    return finish(host.begin(instance), instance);
  }

  String finish(StartedSignIn started, String instance) {
    return complete(started, instance).profile().username().orElseThrow();
  }

  CompletedSignIn complete(StartedSignIn started, String instance) {
    return host.complete(
        instance,
        Map.of("state", List.of(state(started)), "code", List.of("ada")),
        Optional.of(browserToken(started)));
  }

  List<String> connectors() {
    return host.connectors().stream().map(connector -> connector.metadata().id()).toList();
  }

  /** A wait for what must happen, with a bound that only a fault reaches. */
  static ConditionFactory eventually() {
    // In the same thread, as some tests count threads.
    return Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(2));
  }

  PluginProblem onlyProblem() {
    List<PluginProblem> problems = plugins().problems();
    if (problems.size() != 1) {
      throw new AssertionError("Expected one problem: " + problems);
    }
    return problems.get(0);
  }

  static void assertFails(ThrowingCallable call, ConnectorError error, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error))
        .hasMessageContaining(message);
  }

  /** The names of all files of a folder, sorted. */
  static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    host.close();
  }

  private static Secret browserToken(StartedSignIn started) {
    return started.browserToken();
  }

  private static String state(StartedSignIn started) {
    return started.authorizationUri().getQuery().substring("state=".length());
  }
}
