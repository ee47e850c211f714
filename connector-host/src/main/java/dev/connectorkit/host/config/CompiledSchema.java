package dev.connectorkit.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.everit.json.schema.Schema;
import org.everit.json.schema.ValidationException;
import org.jspecify.annotations.Nullable;

/** A connector's config schema, compiled once and used for every config. Immutable. */
public final class CompiledSchema {

  /** Shown in place of a secret. */
  public static final String MASK = "********";

  private static final int MAX_PROBLEMS = 100;

  private final JsonNode root;
  private final Schema schema;
  private final ConfigForm form;

  private CompiledSchema(JsonNode root, Schema schema) {
    this.root = root;
    this.schema = schema;
    this.form = ConfigForms.of(root);
  }

  /**
   * Compiles a schema.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG_SCHEMA} when it is no
   *     usable draft-07 schema of an object; the message says why
   */
  public static CompiledSchema compile(ConfigSchema schema) {
    JsonNode root = SchemaReader.read(schema.json());
    return new CompiledSchema(root, SchemaReader.compile(root));
  }

  /** The form that the schema describes. */
  public ConfigForm form() {
    return form;
  }

  /**
   * Fills in defaults and validates. A key that the schema does not name is refused, unless the
   * schema says by {@code additionalProperties} or {@code patternProperties} what to make of it.
   *
   * @param values JSON-shaped: String, Boolean, Number, List, Map and null; secrets as String or
   *     {@code Secret}. An empty text for an optional property counts as absent
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} and all problems at once;
   *     no message has a value in it
   */
  public ConnectorConfig validate(Map<String, ?> values) {
    Map<String, Object> candidate = withDefaults(values);
    var problems = new ArrayList<ConfigProblem>(UnknownKeys.of(candidate, root));
    try {
      schema.validate(ConfigValues.toJsonObject(candidate));
    } catch (ValidationException e) {
      problems.addAll(Violations.flatten(e, root));
    }
    if (!problems.isEmpty()) {
      throw refused(problems.stream().limit(MAX_PROBLEMS).toList());
    }
    return new ConnectorConfig(ConfigValues.withSecrets(candidate, root));
  }

  /** A copy with defaults, which nothing has been checked of. */
  public Map<String, Object> withDefaults(Map<String, ?> values) {
    Map<String, Object> filled = ConfigValues.plainCopy(values);
    ConfigValues.dropEmptyOptional(filled, root);
    ConfigValues.fillDefaults(filled, root);
    return filled;
  }

  /** The origins that a config adds to those of the metadata ({@code x-origin}). */
  public Set<URI> origins(ConnectorConfig config) {
    var origins = new LinkedHashSet<URI>();
    originsByProperty(config.asMap()).values().forEach(origins::addAll);
    return origins;
  }

  /**
   * The same by the name of their property.
   *
   * @param config with defaults
   */
  public Map<String, List<URI>> originsByProperty(Map<String, ?> config) {
    var origins = new LinkedHashMap<String, List<URI>>();
    root.path("properties")
        .properties()
        .forEach(
            property -> {
              if (property.getValue().path("x-origin").asBoolean()) {
                origins.put(
                    property.getKey(),
                    ConfigValues.texts(config.get(property.getKey())).stream()
                        .map(text -> HttpsUri.origin(text, property.getKey()))
                        .toList());
              }
            });
    return origins;
  }

  /**
   * What decides who the provider is ({@code x-identity}), by property; null where the config says
   * nothing. Two configs of which this is not equal may lead to different people under the same
   * identifier.
   *
   * @param values as for {@link #validate}
   */
  public Map<String, @Nullable Object> provider(Map<String, ?> values) {
    Map<String, Object> config = withDefaults(values);
    var provider = new TreeMap<String, @Nullable Object>();
    root.path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode keywords = property.getValue();
              @Nullable Object value = config.get(property.getKey());
              boolean origin = keywords.path("x-origin").asBoolean();
              if (keywords.path("x-identity").asBoolean(origin)) {
                provider.put(property.getKey(), origin ? withoutSlash(value) : value);
              }
            });
    return provider;
  }

  /** An address is the same with a slash at its end. */
  private static @Nullable Object withoutSlash(@Nullable Object value) {
    return value instanceof String text ? text.replaceFirst("/+$", "") : value;
  }

  /** A config for display: secrets are replaced by {@link #MASK}. */
  public Map<String, Object> masked(ConnectorConfig config) {
    var shown = new LinkedHashMap<String, Object>();
    config.asMap().forEach((name, value) -> shown.put(name, ConfigValues.masked(value, MASK)));
    return shown;
  }

  private static ConnectorException refused(List<ConfigProblem> problems) {
    String sentences =
        problems.stream().map(ConfigProblem::message).collect(Collectors.joining(" "));
    return ConnectorException.of(ConnectorError.INVALID_CONFIG)
        .message("The config is not valid. " + sentences)
        .problems(problems)
        .build();
  }
}
