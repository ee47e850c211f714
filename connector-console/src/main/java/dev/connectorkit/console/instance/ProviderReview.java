package dev.connectorkit.console.instance;

import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.provider.InstanceProvider;
import dev.connectorkit.console.provider.KnownProvider;
import dev.connectorkit.console.provider.KnownProviders;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.spi.ConnectorException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the instances of this node to their providers, wherever they come from: what a file or a
 * variable says now is no reason to take strangers for the people who signed in before.
 */
final class ProviderReview {

  private final ConsoleDatabase database;
  private final ConnectorHost host;

  ProviderReview(ConsoleDatabase database, ConnectorHost host) {
    this.database = database;
    this.host = host;
  }

  /**
   * Remembers the providers of those that people may sign in with.
   *
   * @return why others must not run, by id; one sentence each
   */
  Map<String, String> of(List<EffectiveInstance> all) {
    List<KnownProvider> known = database.read(KnownProviders::all);
    var strangers = new LinkedHashMap<String, String>();
    for (EffectiveInstance one : all) {
      if (countsFor(one.view())) {
        provider(one.view())
            .flatMap(provider -> clash(known, provider))
            .ifPresent(sentence -> strangers.put(one.id(), sentence));
      }
    }
    return strangers;
  }

  /** Whether people can sign in by an instance with the provider that is known, or could. */
  boolean uses(StoredInstance instance, KnownProvider known) {
    return instance.id().equals(known.instanceId())
        && countsFor(instance)
        && provider(instance)
            // Of one that cannot run now nobody knows.
            .map(provider -> KnownProviders.clash(List.of(known), provider).isEmpty())
            .orElse(true);
  }

  private Optional<String> clash(List<KnownProvider> known, InstanceProvider provider) {
    return KnownProviders.clash(known, provider)
        .or(() -> KnownProviders.knows(known, provider) ? Optional.empty() : remember(provider));
  }

  /** Empty for what could not run anyway. */
  private Optional<InstanceProvider> provider(StoredInstance instance) {
    try {
      Optional<AvailableConnector> connector =
          host.connectors().stream()
              .filter(one -> one.metadata().id().equals(instance.connectorId()))
              .findFirst();
      return connector.map(one -> InstanceProvider.of(one, instance.id(), instance.config()));
    } catch (ConnectorException e) {
      return Optional.empty();
    }
  }

  private Optional<String> remember(InstanceProvider provider) {
    try {
      database.change(
          handle -> {
            ChangeCount.INSTANCES.hold(handle);
            KnownProviders.remember(handle, provider, Instant.now());
            return Boolean.TRUE;
          });
      return Optional.empty();
    } catch (ConsoleException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** One of the database that is disabled may have been enabled. */
  private static boolean countsFor(StoredInstance instance) {
    return instance.enabled()
        || (!instance.readOnly() && instance.state() == StoredInstance.State.DISABLED);
  }
}
