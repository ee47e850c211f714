package dev.connectorkit.host.model;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.MutableClock;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.model.Event.Begin;
import dev.connectorkit.host.plugin.BoundSample;
import dev.connectorkit.host.signin.SharedStore;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What does happen: hosts with a plugins folder each, over one store, and browsers with cookies.
 */
final class Reality implements AutoCloseable {

  static final List<String> VERSIONS = List.of("1.0.0", "2.0.0");
  static final List<String> INSTANCES = List.of("one", "two");

  /** A browser's way to the provider. */
  record Attempt(String state, String nonce) {}

  final List<Attempt> attempts = new ArrayList<>();
  private final MutableClock clock;
  private final SharedStore shared;
  private final Path jars;
  private final Path folders;
  private final ConnectorHost[] hosts = new ConnectorHost[Events.NODES];
  private final Secret[] cookies = new Secret[Events.BROWSERS];

  Reality(MutableClock clock, SharedStore shared, Path jars) {
    this.clock = clock;
    this.shared = shared;
    this.jars = jars;
    try {
      this.folders = Files.createTempDirectory(jars, "nodes");
      for (int node = 0; node < hosts.length; node++) {
        Files.createDirectories(folder(node));
        Files.copy(jar(jars, VERSIONS.get(0)), folder(node).resolve("sample-1.0.0.jar"));
        start(node);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the plugin's versions, once for all. */
  static void writeJars(Path folder) {
    VERSIONS.forEach(version -> BoundSample.version(version).writeTo(folder, version + ".jar"));
  }

  Outcome begin(Begin begin) {
    return outcome(
        () -> {
          SignInOptions options = SignInOptions.none();
          if (begin.sharesCookie() && cookies[begin.browser()] != null) {
            options = options.withBrowserToken(cookies[begin.browser()]);
          }
          StartedSignIn started =
              hosts[begin.node()].begin(INSTANCES.get(begin.instance()), options);
          cookies[begin.browser()] = started.browserToken();
          String[] query = started.authorizationUri().getQuery().split("[=&]");
          attempts.add(new Attempt(query[1], query[3]));
          return Outcome.begun();
        });
  }

  /** Brings a callback to a node. */
  Outcome callback(int node, int instance, int cookieOf, Map<String, List<String>> parameters) {
    return outcome(
        () -> {
          CompletedSignIn done =
              hosts[node].complete(
                  INSTANCES.get(instance),
                  parameters,
                  cookieOf < 0 ? Optional.empty() : Optional.ofNullable(cookies[cookieOf]));
          return Outcome.signedIn(
              done.profile().id(), done.instanceId(), done.profile().username().orElseThrow());
        });
  }

  void upgrade(int node, String version) {
    hosts[node].plugins().upgrade(jar(jars, version));
  }

  void setEnabled(int node, boolean enabled) {
    if (enabled) {
      hosts[node].plugins().enable("sample");
    } else {
      hosts[node].plugins().disable("sample");
    }
  }

  void lose(int node) {
    hosts[node].close();
  }

  void start(int node) {
    hosts[node] =
        ConnectorHost.builder()
            .plugins(folder(node))
            .publicBaseUrl(URI.create("https://app.example"))
            .pendingSignIns(shared.store())
            .callDeadline(Duration.ofSeconds(20))
            .clock(clock)
            .open();
    INSTANCES.forEach(
        instance -> hosts[node].addInstance(instance, "sample", Map.of("clientId", "client")));
  }

  void sweep() {
    shared.store().sweep();
  }

  long kept() {
    return shared.count();
  }

  @Override
  public void close() {
    for (ConnectorHost host : hosts) {
      host.close();
    }
  }

  private Path folder(int node) {
    return folders.resolve("node" + node);
  }

  private static Path jar(Path jars, String version) {
    return jars.resolve(version + ".jar");
  }

  private static Outcome outcome(Supplier<Outcome> call) {
    try {
      return call.get();
    } catch (ConnectorException e) {
      return Outcome.refused(e.error());
    }
  }
}
