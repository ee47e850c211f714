package dev.connectorkit.benchmarks.growth;

import dev.connectorkit.benchmarks.contestant.Browser;
import dev.connectorkit.benchmarks.contestant.RepeatableStore;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs in at all instances of a host in turn. */
final class SignInLoad {

  private static final int CAPACITY = 1_000_000;

  private record Waiting(
      String instance, Map<String, List<String>> callback, Optional<Secret> browserToken) {}

  private final ConnectorHost host;
  private final List<String> instances;
  private final List<Waiting> waiting = new ArrayList<>();
  private int turn;

  SignInLoad(ConnectorHost host, List<String> instances) {
    this.host = host;
    this.instances = instances;
  }

  static ConnectorHost open(Path plugins) {
    return ConnectorHost.builder()
        .plugins(plugins)
        .publicBaseUrl(URI.create("http://localhost:8080"))
        .pendingSignIns(
            new RepeatableStore(new MemoryPendingSignInStore(Clock.systemUTC(), CAPACITY)))
        .open();
  }

  static Map<String, String> config(String provider) {
    return Map.of("clientId", "client", "clientSecret", "secret", "baseUrl", provider);
  }

  /** Begins one sign-in at each instance, to be completed again and again. */
  void prepare() throws IOException {
    for (String instance : instances) {
      StartedSignIn started = host.begin(instance);
      waiting.add(
          new Waiting(
              instance,
              Browser.consent(started.authorizationUri().toString()),
              Optional.of(started.browserToken())));
    }
  }

  void begin() {
    host.begin(instances.get(turn++ % instances.size()));
  }

  void complete() {
    Waiting next = waiting.get(turn++ % waiting.size());
    host.complete(next.instance(), next.callback(), next.browserToken());
  }
}
