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
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One node with a sample connector. */
public final class InstanceWorld implements AutoCloseable {

  public static final String KEY = "first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";

  public final MovingClock clock = new MovingClock();
  public final SampleConnector sample = new SampleConnector();
  public final ConsoleDatabase database;
  public final AuditTrail audit;
  public final InstanceSync sync;
  public final Instances instances;
  public final InstanceOrder order;
  private final ConnectorHost host;

  public InstanceWorld(DatabaseSettings settings) {
    this(settings, InstanceSources.none());
  }

  public InstanceWorld(DatabaseSettings settings, InstanceSources sources) {
    this(settings, sources, "http://localhost:8080", KEY);
  }

  public InstanceWorld(
      DatabaseSettings settings, InstanceSources sources, String publicBaseUrl, String keyFile) {
    database = ConsoleDatabase.open(settings);
    audit = new AuditTrail(database, clock);
    host =
        ConnectorHost.builder().connector(sample).publicBaseUrl(URI.create(publicBaseUrl)).open();
    SealingKeys keys = KeyFile.parse(Secret.of(keyFile));
    sync = InstanceSync.start(database, keys, host, sources);
    order = new InstanceOrder(database, sync, audit);
    instances = new Instances(database, keys, host, sync, audit, clock);
  }

  /** With a client id and a secret. */
  public StoredInstance create(String id, String clientId, String secret) {
    return instances.create(id, "sample", change(clientId, secret), "ada");
  }

  public static InstanceChange change(String clientId, String secret) {
    return new InstanceChange(Map.of("clientId", clientId, "clientSecret", secret), Set.of(), "");
  }

  /** Those that are not live yet, as whoever has these keys sees them. */
  public PendingChanges changes(String keyFile) {
    return new PendingChanges(
        database, KeyFile.parse(Secret.of(keyFile)), host, instances, sync, audit, clock);
  }

  public ConnectorHost host() {
    return host;
  }

  public List<String> running() {
    return host.instances().stream().map(ConnectorInstance::id).toList();
  }

  @Override
  public void close() {
    sync.close();
    host.close();
    database.close();
  }
}
