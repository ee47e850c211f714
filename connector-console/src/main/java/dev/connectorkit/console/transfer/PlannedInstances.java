package dev.connectorkit.console.transfer;

import dev.connectorkit.console.instance.InstanceRow;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import dev.connectorkit.spi.Logo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of an import, and what they are made of. */
final class PlannedInstances {

  final Map<String, InstanceRow> former = new LinkedHashMap<>();
  final Map<String, Map<Variant, Logo>> formerLogos = new LinkedHashMap<>();
  final Map<String, InstanceRow> rows = new LinkedHashMap<>();
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

  Map<Variant, Logo> formerLogos(String id) {
    return formerLogos.getOrDefault(id, Map.of());
  }
}
