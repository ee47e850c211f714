package dev.connectorkit.console.transfer;

import dev.connectorkit.console.instance.ConfigIntake.Accepted;
import dev.connectorkit.console.instance.InstanceRow;
import dev.connectorkit.console.instance.PendingRow;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import dev.connectorkit.spi.Logo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of an import, and what they are made of. */
final class PlannedInstances {

  final Map<String, InstanceRow> former = new LinkedHashMap<>();
  // What waits beside what is live, as the instance would be with it.
  final Map<String, InstanceRow> formerWaiting = new LinkedHashMap<>();
  final Map<String, Map<Variant, Logo>> formerLogos = new LinkedHashMap<>();
  final Map<String, InstanceRow> rows = new LinkedHashMap<>();
  final Map<String, Waiting> waiting = new LinkedHashMap<>();
  final Map<String, Map<Variant, Logo>> logos = new LinkedHashMap<>();
  // What would run, without secrets.
  final Map<String, Map<String, Object>> runs = new LinkedHashMap<>();
  final List<String> order = new ArrayList<>();
  final List<Step> steps = new ArrayList<>();

  /** Whether those that stay get another order. */
  boolean reordered() {
    List<String> stay = order.stream().filter(former::containsKey).toList();
    return !former.keySet().stream().filter(stay::contains).toList().equals(stay);
  }

  /** One that was made from another config than what is live can only be looked at. */
  void addFormerWaiting(PendingRow change) {
    Optional.ofNullable(former.get(change.instanceId()))
        .filter(live -> live.configRevision() == change.madeFrom())
        .ifPresent(live -> formerWaiting.put(live.id(), change.over(live)));
  }

  Map<Variant, Logo> formerLogos(String id) {
    return formerLogos.getOrDefault(id, Map.of());
  }

  /**
   * A change that is kept beside what is live.
   *
   * @param base what it is a change of: what is live, or the change that waits already
   */
  record Waiting(InstanceRow base, Accepted config) {}
}
