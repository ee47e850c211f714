package dev.connectorkit.console.admin;

import dev.connectorkit.console.config.ConfigJson;
import dev.connectorkit.console.instance.ProviderRelease;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A known provider in the list.
 *
 * @param values what decides who it is, by the name of the config's property
 */
public record KnownProviderLine(
    String id,
    String target,
    String connector,
    Map<String, String> values,
    String since,
    boolean inUse) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

  static KnownProviderLine of(ProviderRelease.Listed listed) {
    var known = listed.provider();
    var stated = new LinkedHashMap<>(known.values());
    stated.values().removeIf(Objects::isNull);
    var values = new LinkedHashMap<String, String>();
    stated.forEach(
        (name, value) ->
            values.put(name, value instanceof String text ? text : ConfigJson.line(value)));
    return new KnownProviderLine(
        known.instanceId(),
        known.target(),
        known.connectorId(),
        values,
        DAY.format(known.since()),
        listed.inUse());
  }
}
