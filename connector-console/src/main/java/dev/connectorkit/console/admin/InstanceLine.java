package dev.connectorkit.console.admin;

import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.host.AvailableConnector;
import java.util.Locale;
import java.util.Optional;

/**
 * An instance in the list.
 *
 * @param name what its button says
 * @param missing why its connector is not there; empty when it is
 * @param pending whether it has a change that is not live yet
 * @param readOnly whether it is kept in a file, and changed there
 * @param problem why it does not run on this node; empty when it does
 */
public record InstanceLine(
    String id,
    String connector,
    String name,
    String state,
    boolean enabled,
    boolean tried,
    String missing,
    String problem,
    boolean pending,
    boolean readOnly,
    boolean first,
    boolean last) {

  public boolean installed() {
    return missing.isEmpty();
  }

  static InstanceLine of(
      StoredInstance stored,
      Optional<AvailableConnector> connector,
      String missing,
      Optional<String> problem,
      boolean pending,
      boolean first,
      boolean last) {
    return new InstanceLine(
        stored.id(),
        stored.connectorId(),
        stored
            .displayName()
            .or(() -> connector.map(known -> known.metadata().name().in(Locale.ENGLISH)))
            .orElse(stored.connectorId()),
        stored.state().name().toLowerCase(Locale.ROOT),
        stored.enabled(),
        stored.tried(),
        missing,
        problem.orElse(""),
        pending,
        stored.readOnly(),
        first,
        last);
  }
}
