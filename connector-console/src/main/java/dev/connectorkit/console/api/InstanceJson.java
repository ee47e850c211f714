package dev.connectorkit.console.api;

import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.PendingChange;
import dev.connectorkit.console.instance.PendingChanges;
import dev.connectorkit.console.instance.StoredInstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Instances as a program sees them: with what is pending, and without secrets. */
final class InstanceJson {

  private final Instances instances;
  private final PendingChanges changes;
  private final InstanceSync sync;

  InstanceJson(Instances instances, PendingChanges changes, InstanceSync sync) {
    this.instances = instances;
    this.changes = changes;
    this.sync = sync;
  }

  ApiAnswer answer(StoredInstance instance) {
    return ApiAnswer.ok(of(instance)).at(instance.revision());
  }

  Map<String, Object> of(StoredInstance instance) {
    return of(instance, changes.find(instance.id()));
  }

  List<Map<String, Object>> all(List<StoredInstance> all) {
    Map<String, PendingChange> pending = changes.all();
    return all.stream()
        .map(instance -> of(instance, Optional.ofNullable(pending.get(instance.id()))))
        .toList();
  }

  private Map<String, Object> of(StoredInstance instance, Optional<PendingChange> pending) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", instance.id());
    json.put("connector", instance.connectorId());
    json.put("name", instance.displayName().orElse(null));
    json.put("state", instance.state().name().toLowerCase(Locale.ROOT));
    json.put("tried", instance.tried());
    json.put("config", instance.config());
    json.put("secrets", secrets(instance));
    json.put("redirectUri", instances.redirectUri(instance.id()).toString());
    json.put("problem", sync.problem(instance.id()).orElse(null));
    json.put("missingSecrets", List.copyOf(instance.missingSecrets()));
    json.put("environment", instance.environment());
    json.put("source", instance.source().name().toLowerCase(Locale.ROOT));
    json.put("pending", pending.map(InstanceJson::of).orElse(null));
    json.put("changedAt", instance.changedAt().toString());
    return json;
  }

  private static Map<String, Object> of(PendingChange pending) {
    var json = new LinkedHashMap<String, Object>();
    json.put("config", pending.instance().config());
    json.put("secrets", secrets(pending.instance()));
    json.put("tried", pending.instance().tried());
    json.put("stale", pending.stale());
    json.put("changedBy", pending.changedBy());
    json.put("changedAt", pending.changedAt().toString());
    return json;
  }

  private static List<Map<String, String>> secrets(StoredInstance instance) {
    return instance.secrets().entrySet().stream()
        .map(secret -> Map.of("pointer", secret.getKey(), "setAt", secret.getValue().toString()))
        .toList();
  }
}
