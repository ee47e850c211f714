package dev.connectorkit.console.instance;

import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.ConnectorInstance;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One node with a sample connector. */
final class InstanceWorld implements AutoCloseable {

  static final String KEY = "first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";

  final MovingClock clock = new MovingClock();
  final SampleConnector sample = new SampleConnector();
  final ConsoleDatabase database;
  final AuditTrail audit;
  final InstanceSources sources;
  final InstanceSync sync;
  final Instances instances;
  private final ConnectorHost host;

  InstanceWorld(DatabaseSettings settings) {
    this(settings, Map.of(), Optional.empty());
  }

  InstanceWorld(DatabaseSettings settings, Map<String, String> environment, Optional<Path> file) {
    sources = InstanceSources.of(environment, file);
    database = ConsoleDatabase.open(settings);
    audit = new AuditTrail(database, clock);
    host =
        ConnectorHost.builder()
            .connector(sample)
            .publicBaseUrl(URI.create("http://localhost:8080"))
            .open();
    SealingKeys keys = KeyFile.parse(Secret.of(KEY));
    sync = InstanceSync.start(database, keys, host, sources);
    instances = new Instances(database, keys, host, sync, audit, clock);
  }

  /** With a client id and a secret. */
  StoredInstance create(String id, String clientId, String secret) {
    return instances.create(id, "sample", change(clientId, secret), "ada");
  }

  static InstanceChange change(String clientId, String secret) {
    return new InstanceChange(Map.of("clientId", clientId, "clientSecret", secret), Set.of(), "");
  }

  ConnectorHost host() {
    return host;
  }

  List<String> running() {
    return host.instances().stream().map(ConnectorInstance::id).toList();
  }

  @Override
  public void close() {
    sync.close();
    host.close();
    database.close();
  }
}
