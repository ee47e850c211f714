package dev.connectorkit.console.provider;

import dev.connectorkit.host.InstanceTarget;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider that people signed in with by an instance.
 *
 * @param own whether the target is the instance's own id, and not that of its connector
 * @param values what of its config decides who the provider is, by property; null where it says
 *     nothing
 */
public record KnownProvider(
    String instanceId,
    String target,
    boolean own,
    String connectorId,
    Map<String, @Nullable Object> values,
    Instant since) {

  InstanceTarget asTarget() {
    return new InstanceTarget(instanceId, target, own, Optional.empty());
  }
}
