package dev.connectorkit.fuzz;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Configs, as JSON, held against a schema that uses all there is. */
final class ConfigFuzz {

  private static final CompiledSchema SCHEMA =
      CompiledSchema.compile(ConfigSchema.fromResource(ConfigFuzz.class, "/config-schema.json"));

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final Set<String> KNOWN =
      Set.of(
          "clientId",
          "clientSecret",
          "level",
          "ratio",
          "strict",
          "mode",
          "scopes",
          "server",
          "baseUrl",
          "tenant");

  private ConfigFuzz() {}

  static boolean accepts(byte[] input) {
    Map<String, Object> values = read(input);
    if (values == null) {
      return false;
    }
    try {
      ConnectorConfig config = SCHEMA.validate(values);
      mustBeGood(config.asMap());
      mustBeMasked(config);
      origins(config);
      return true;
    } catch (ConnectorException e) {
      Refusals.check(e);
      return false;
    }
  }

  /** A person's JSON; texts for secrets are marked, so that they can be told from the rest. */
  private static @org.jspecify.annotations.Nullable Map<String, Object> read(byte[] input) {
    try {
      Map<String, Object> values = JSON.readValue(input, new TypeReference<>() {});
      if (values == null || values.toString().contains(Refusals.CANARY)) {
        return null;
      }
      values.computeIfPresent(
          "clientSecret", (name, value) -> value instanceof String text ? marked(text) : value);
      if (values.get("server") instanceof Map<?, ?> server) {
        var copy = new LinkedHashMap<Object, Object>(server);
        copy.computeIfPresent(
            "password", (name, value) -> value instanceof String text ? marked(text) : value);
        values.put("server", copy);
      }
      return values;
    } catch (IOException e) {
      return null;
    }
  }

  private static String marked(String text) {
    return text.isEmpty() ? text : Refusals.CANARY + "-" + text;
  }

  /** The rules of the schema, by hand. */
  private static void mustBeGood(Map<String, Object> config) {
    Finding.unless(KNOWN.containsAll(config.keySet()), "Unknown: " + config.keySet());
    Finding.unless(
        config.get("clientId") instanceof String id
            && id.codePointCount(0, id.length()) <= 20
            && id.matches("[a-z0-9-]+"),
        "clientId");
    optional(config, "clientSecret", value -> value instanceof Secret);
    optional(config, "level", value -> isBetween(value, 0, 10) && isWhole(value));
    optional(config, "ratio", value -> isBetween(value, 0, 1));
    optional(config, "strict", value -> value instanceof Boolean);
    optional(config, "mode", value -> List.of("fast", "safe").contains(value));
    optional(
        config,
        "scopes",
        value ->
            value instanceof List<?> list
                && list.size() <= 3
                && Set.copyOf(list).size() == list.size()
                && list.stream().allMatch(String.class::isInstance));
    optional(
        config,
        "server",
        value ->
            value instanceof Map<?, ?> server
                && Set.of("host", "password").containsAll(server.keySet())
                && server.get("host") instanceof String
                && (server.get("password") == null || server.get("password") instanceof Secret));
    Finding.unless(
        !"safe".equals(config.get("mode")) || config.get("tenant") instanceof String, "tenant");
  }

  private static void optional(
      Map<String, Object> config, String name, java.util.function.Predicate<Object> rule) {
    Object value = config.get(name);
    Finding.unless(value == null || rule.test(value), name);
  }

  private static boolean isBetween(Object value, int min, int max) {
    return value instanceof Number number
        && number.doubleValue() >= min
        && number.doubleValue() <= max;
  }

  private static boolean isWhole(Object value) {
    return !(value instanceof BigDecimal number) || number.stripTrailingZeros().scale() <= 0;
  }

  private static void mustBeMasked(ConnectorConfig config) {
    String shown = SCHEMA.masked(config) + " " + config + " " + config.asMap();
    Finding.unless(!shown.contains(Refusals.CANARY), "A secret is shown.");
  }

  private static void origins(ConnectorConfig config) {
    for (URI origin : SCHEMA.origins(config)) {
      boolean https = "https".equals(origin.getScheme());
      boolean local =
          List.of("localhost", "127.0.0.1", "[::1]")
              .contains(origin.getHost().toLowerCase(java.util.Locale.ROOT));
      Finding.unless(
          (https || local) && origin.getRawUserInfo() == null && origin.getRawPath().isEmpty(),
          "An origin that is none: " + origin);
    }
  }
}
