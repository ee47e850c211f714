package dev.connectorkit.benchmarks.contestant;

import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host with the shipped jar in its folder: pending sign-ins, a class loader of the plugin's own,
 * deadlines and caps.
 */
final class WholeHost implements Contestant {

  private static final String INSTANCE = "huggingface";

  private final ConnectorHost host;

  WholeHost(Client client, Path plugins) {
    var pending =
        new MemoryPendingSignInStore(Clock.systemUTC(), MemoryPendingSignInStore.DEFAULT_CAPACITY);
    this.host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create("http://localhost:8080"))
            .pendingSignIns(new RepeatableStore(pending))
            // A place is free a moment after its caller has the result; 64 callers need a few more.
            .maxCallsPerInstance(128)
            .open();
    host.addInstance(
        INSTANCE,
        "huggingface-universal",
        Map.of(
            "clientId",
            Client.ID,
            "clientSecret",
            Client.SECRET,
            "scope",
            client.scope(),
            "baseUrl",
            client.provider()));
  }

  @Override
  public Begun begin() {
    StartedSignIn started = host.begin(INSTANCE);
    return new Begun(started.authorizationUri().toString(), started.browserToken());
  }

  @Override
  public String complete(Begun begun, Map<String, List<String>> callback) {
    return host.complete(INSTANCE, callback, Optional.of((Secret) begun.memory())).profile().id();
  }

  @Override
  public void close() {
    host.close();
  }
}
