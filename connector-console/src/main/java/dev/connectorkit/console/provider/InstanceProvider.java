package dev.connectorkit.console.provider;

import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.InstanceTarget;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider that an instance leads to.
 *
 * @param values what of its config decides who that is, by property
 */
public record InstanceProvider(
    AvailableConnector connector, InstanceTarget target, Map<String, @Nullable Object> values) {

  /**
   * @param config JSON-shaped; may lack secrets
   */
  public static InstanceProvider of(
      AvailableConnector connector, String instanceId, Map<String, ?> config) {
    return new InstanceProvider(
        connector, connector.target(instanceId, config), connector.provider(config));
  }

  /** Why people of this one could be taken for those of another; one sentence. */
  Optional<String> clash(KnownProvider known) {
    boolean sameId = known.instanceId().equals(target.instanceId());
    boolean clashes = sameId ? !same(known) : target.clash(known.asTarget()).isPresent();
    return clashes
        ? Optional.of(
            "Applications know people of another provider by the %s '%s', and would take people of this one for them. Choose another id, or release '%s' on the page 'Known providers' if no application knows those people any more."
                .formatted(
                    sameId ? "id" : "target",
                    sameId ? known.instanceId() : known.target(),
                    known.instanceId()))
        : Optional.empty();
  }

  boolean same(KnownProvider known) {
    return known.connectorId().equals(connector.metadata().id())
        ? sameValues(known)
        // Two connectors for one provider, such as one for browsers and one for apps.
        : !target.own() && !known.own() && target.target().equals(known.target());
  }

  KnownProvider known(Instant since) {
    return new KnownProvider(
        target.instanceId(),
        target.target(),
        target.own(),
        connector.metadata().id(),
        values,
        since);
  }

  /** Of another version of the connector, other properties may decide: those of both do here. */
  private boolean sameValues(KnownProvider known) {
    var stated = new LinkedHashMap<>(known.values());
    stated.values().removeIf(Objects::isNull);
    Map<String, @Nullable Object> before = connector.provider(stated);
    return values.entrySet().stream()
        .filter(one -> known.values().containsKey(one.getKey()))
        .allMatch(one -> equal(before.get(one.getKey()), one.getValue()));
  }

  /** The same number may be of another type. */
  private static boolean equal(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other) || ConfigJson.line(one).equals(ConfigJson.line(other));
  }
}
