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
import org.jspecify.annotations.Nullable;

/** Reads the form out of a schema. */
final class ConfigForms {

  private ConfigForms() {}

  static ConfigForm of(JsonNode root) {
    var nodes = new LinkedHashMap<String, JsonNode>();
    root.path("properties").properties().forEach(p -> nodes.put(p.getKey(), p.getValue()));
    // A conditional property may be spelled out only in the branch that asks for it.
    Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
    Map<String, Object> condition = condition(root.path("if"));
    root.path("then")
        .path("properties")
        .properties()
        .forEach(
            p -> {
              if (nodes.putIfAbsent(p.getKey(), p.getValue()) == null) {
                conditions.put(p.getKey(), condition);
              }
            });
    Set<String> required = new HashSet<>();
    root.path("required").forEach(name -> required.add(name.asText()));
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
    return new ConfigForm(fields);
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
        node.path("title").asText(name),
        text(node.path("description")),
        required,
        mayShowDefault
            ? Optional.ofNullable(ConfigValues.java(node.get("default")))
            : Optional.empty(),
        text(node.path("x-placeholder")).or(() -> text(node.path("examples").path(0))),
        choices(node),
        text(node.path("x-group")),
        showIf);
  }

  private static FormField.Type type(JsonNode node) {
    if (node.path("writeOnly").asBoolean()) {
      return FormField.Type.SECRET;
    }
    if (node.has("enum") || node.path("oneOf").path(0).has("const")) {
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
      default -> FormField.Type.JSON;
    };
  }

  private static List<FormField.Choice> choices(JsonNode node) {
    List<FormField.Choice> choices = new ArrayList<>();
    node.path("enum").forEach(value -> addKnown(choices, ConfigValues.java(value), value.asText()));
    node.path("oneOf")
        .forEach(
            option ->
                addKnown(
                    choices,
                    ConfigValues.java(option.path("const")),
                    option.path("title").asText(option.path("const").asText())));
    return choices;
  }

  private static void addKnown(
      List<FormField.Choice> choices, @Nullable Object value, String label) {
    if (value != null) {
      choices.add(new FormField.Choice(value, label));
    }
  }

  /** What {@code if} asks for, where that is plain equality of properties. */
  private static Map<String, Object> condition(JsonNode test) {
    var condition = new LinkedHashMap<String, Object>();
    test.path("properties")
        .properties()
        .forEach(
            p -> {
              if (p.getValue().has("const")) {
                putKnown(condition, p.getKey(), ConfigValues.java(p.getValue().get("const")));
              }
            });
    return condition;
  }

  private static void putKnown(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }
}
