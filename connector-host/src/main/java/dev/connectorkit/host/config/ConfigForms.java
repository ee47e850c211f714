package dev.connectorkit.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the form out of a schema. */
final class ConfigForms {

  private ConfigForms() {}

  static ConfigForm of(JsonNode root) {
    return new ConfigForm(fields(root));
  }

  /** Of an object at any depth; the schema itself is bounded in depth. */
  private static List<FormField> fields(JsonNode object) {
    var nodes = new LinkedHashMap<String, JsonNode>();
    object.path("properties").properties().forEach(p -> nodes.put(p.getKey(), p.getValue()));
    // A conditional property may be spelled out only in the branch that asks for it.
    Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
    Map<String, Object> condition = condition(object.path("if"));
    object
        .path("then")
        .path("properties")
        .properties()
        .forEach(
            p -> {
              if (nodes.putIfAbsent(p.getKey(), p.getValue()) == null) {
                conditions.put(p.getKey(), condition);
              }
            });
    Set<String> required = new HashSet<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    List<FormField> fields = new ArrayList<>();
    nodes.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> e.getValue().path("x-order").asInt(Integer.MAX_VALUE)))
        .forEach(
            e ->
                fields.add(
                    field(
                        e.getKey(),
                        e.getValue(),
                        required.contains(e.getKey()),
                        conditions.getOrDefault(e.getKey(), Map.of()))));
    return fields;
  }

  private static FormField field(
      String name, JsonNode node, boolean required, Map<String, Object> condition) {
    FormField.Type type = type(node);
    var showIf = new LinkedHashMap<>(condition);
    node.path("x-show-if")
        .properties()
        .forEach(p -> putKnown(showIf, p.getKey(), ConfigValues.java(p.getValue())));
    boolean mayShowDefault = node.has("default") && type != FormField.Type.SECRET;
    return new FormField(
        name,
        type,
        text(node.path("title")).orElse(name),
        text(node.path("description")),
        required,
        mayShowDefault
            ? Optional.ofNullable(ConfigValues.java(node.get("default")))
            : Optional.empty(),
        text(node.path("x-placeholder")).or(() -> text(node.path("examples").path(0))),
        choices(node),
        text(node.path("x-group")),
        showIf,
        node.path("x-multiline").asBoolean(),
        limits(node),
        type == FormField.Type.OBJECT ? fields(node) : List.of());
  }

  private static FormField.Type type(JsonNode node) {
    if (node.path("writeOnly").asBoolean()) {
      return FormField.Type.SECRET;
    }
    if (node.path("enum").isArray() || isChoice(node.path("oneOf"))) {
      return FormField.Type.CHOICE;
    }
    return switch (node.path("type").asText()) {
      case "string" ->
          node.path("x-multiline").asBoolean() ? FormField.Type.MULTILINE : FormField.Type.TEXT;
      case "integer", "number" -> FormField.Type.NUMBER;
      case "boolean" -> FormField.Type.FLAG;
      case "array" ->
          node.path("items").path("type").asText().equals("string")
              ? FormField.Type.TEXTS
              : FormField.Type.JSON;
      // Also one without a type: there may be secrets among its properties.
      default -> node.path("properties").isEmpty() ? FormField.Type.JSON : FormField.Type.OBJECT;
    };
  }

  private static boolean isChoice(JsonNode options) {
    return !options.isEmpty()
        && StreamSupport.stream(options.spliterator(), false).allMatch(o -> o.has("const"));
  }

  private static FormField.Limits limits(JsonNode node) {
    return new FormField.Limits(
        node.path("type").asText().equals("integer"),
        number(node.path("minimum")),
        number(node.path("maximum")),
        number(node.path("minItems")).map(Number::intValue),
        number(node.path("maxItems")).map(Number::intValue),
        text(node.path("pattern")));
  }

  private static List<FormField.Choice> choices(JsonNode node) {
    List<FormField.Choice> choices = new ArrayList<>();
    JsonNode chosen = node.path("type").asText().equals("array") ? node.path("items") : node;
    chosen.path("enum").forEach(value -> addKnown(choices, value, value));
    if (isChoice(chosen.path("oneOf"))) {
      chosen
          .path("oneOf")
          .forEach(
              option -> {
                JsonNode value = option.get("const");
                addKnown(
                    choices,
                    value,
                    option.path("title").isTextual() ? option.path("title") : value);
              });
    }
    return choices;
  }

  private static void addKnown(List<FormField.Choice> choices, JsonNode value, JsonNode label) {
    Object known = ConfigValues.java(value);
    if (known != null) {
      // Neither an object nor an array has a text of its own.
      choices.add(
          new FormField.Choice(known, label.isValueNode() ? label.asText() : label.toString()));
    }
  }

  /** What {@code if} asks for, where that is a property's being one of some values. */
  private static Map<String, Object> condition(JsonNode test) {
    var condition = new LinkedHashMap<String, Object>();
    test.path("properties")
        .properties()
        .forEach(
            p -> {
              JsonNode wanted =
                  p.getValue().has("const")
                      ? p.getValue().path("const")
                      : p.getValue().path("enum");
              if (!wanted.isMissingNode()) {
                putKnown(condition, p.getKey(), ConfigValues.java(wanted));
              }
            });
    return condition;
  }

  private static void putKnown(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  private static Optional<Number> number(JsonNode node) {
    return node.isNumber() ? Optional.of(node.numberValue()) : Optional.empty();
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank()
        ? Optional.of(node.asText())
        : Optional.empty();
  }
}
