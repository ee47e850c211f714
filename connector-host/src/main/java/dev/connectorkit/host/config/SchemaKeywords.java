package dev.connectorkit.host.config;

import static dev.connectorkit.host.config.SchemaReader.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses keywords where they would not do what they say. Most of all {@code writeOnly}: a secret
 * that is not recognized as one would be shown.
 */
final class SchemaKeywords {

  private static final List<String> EXTENSIONS =
      List.of(
          "x-order",
          "x-group",
          "x-placeholder",
          "x-pattern-message",
          "x-multiline",
          "x-show-if",
          "x-origin",
          "x-identity");

  private static final Set<String> SCHEMAS_BY_NAME =
      Set.of("properties", "patternProperties", "definitions", "dependencies");
  private static final Set<String> SCHEMAS =
      Set.of(
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "items",
          "additionalItems",
          "contains",
          "additionalProperties",
          "propertyNames");

  // Where ConfigForms and ConfigValues look for secrets.
  private static final Pattern PROPERTY =
      Pattern.compile("(/properties/[^/]*)+|/then/properties/[^/]*");
  private static final Pattern ROOT_PROPERTY = Pattern.compile("/properties/[^/]*");

  private SchemaKeywords() {}

  static void check(JsonNode root) {
    schema(root, "");
    root.path("then").path("properties").properties().forEach(p -> conditional(root, p));
  }

  /** What a form shows of a property, it takes from the first place that describes it. */
  private static void conditional(JsonNode root, Map.Entry<String, JsonNode> property) {
    JsonNode plain = root.path("properties").path(property.getKey());
    if (plain.isObject()
        && property.getValue().path("writeOnly").asBoolean()
        && !plain.path("writeOnly").asBoolean()) {
      throw invalid(
          "The property at "
              + below("/properties", property.getKey())
              + " is \"writeOnly\" under \"then\" only.");
    }
  }

  private static void schema(JsonNode schema, String pointer) {
    schema
        .properties()
        .forEach(
            member -> {
              String keyword = member.getKey();
              JsonNode value = member.getValue();
              String here = below(pointer, keyword);
              keyword(keyword, value, schema, pointer, here);
              if (SCHEMAS_BY_NAME.contains(keyword)) {
                value.properties().forEach(p -> schema(p.getValue(), below(here, p.getKey())));
              } else if (SCHEMAS.contains(keyword) && value.isArray()) {
                value.forEach(element -> schema(element, here + "/*"));
              } else if (SCHEMAS.contains(keyword)) {
                schema(value, here);
              } else {
                numbers(value, here);
              }
            });
  }

  private static void keyword(
      String keyword, JsonNode value, JsonNode schema, String pointer, String here) {
    if (keyword.startsWith("x-") && !EXTENSIONS.contains(keyword)) {
      throw invalid("Unknown keyword at " + here + "; known are " + EXTENSIONS + ".");
    }
    if (keyword.equals("$ref")) {
      // Form, defaults and secrets are read from the schema as it stands.
      throw invalid("There is a reference at " + here + ". Spell out what it refers to.");
    }
    if (keyword.equals("$id") && !(pointer.isEmpty() && isAbsolute(value))) {
      throw invalid("The \"$id\" at " + here + " is not an absolute URI at the root.");
    }
    if (keyword.equals("writeOnly") && value.asBoolean()) {
      boolean text = "string".equals(schema.path("type").textValue());
      if (!text || !PROPERTY.matcher(pointer).matches()) {
        throw invalid(
            "A secret at "
                + here
                + " would not be recognized as one: \"writeOnly\" belongs to a property of type"
                + " string, under \"properties\" and not inside of an array.");
      }
    }
    if (keyword.equals("x-identity") && schema.path("writeOnly").asBoolean()) {
      throw invalid(here + " stands at a secret, and who the provider is must be none.");
    }
    boolean root = keyword.equals("x-origin") || keyword.equals("x-identity");
    if (root && value.asBoolean() && !ROOT_PROPERTY.matcher(pointer).matches()) {
      throw invalid(here + " must stand at a property of the root.");
    }
  }

  private static boolean isAbsolute(JsonNode id) {
    try {
      return new URI(id.asText()).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** A comparison with 1e999999999 would not end. */
  private static void numbers(JsonNode value, String pointer) {
    if (value.isNumber() && !ConfigValues.isInRange(value.numberValue())) {
      throw invalid("The number at " + pointer + " is out of range.");
    }
    value.forEach(element -> numbers(element, pointer));
  }

  /** RFC 6901 §3. */
  private static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
