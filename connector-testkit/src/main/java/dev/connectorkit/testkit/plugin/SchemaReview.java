package dev.connectorkit.testkit.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads a config schema as the author of it would have it read: all that would make a poor form, or
 * do nothing, each with file, line and JSON pointer.
 */
final class SchemaReview {

  private static final Map<String, Predicate<JsonNode>> KEYWORDS =
      new TreeMap<>(
          Map.of(
              "x-order", JsonNode::isIntegralNumber,
              "x-group", JsonNode::isTextual,
              "x-placeholder", JsonNode::isTextual,
              "x-pattern-message", JsonNode::isTextual,
              "x-multiline", JsonNode::isBoolean,
              "x-origin", JsonNode::isBoolean,
              "x-identity", JsonNode::isBoolean,
              "x-show-if", JsonNode::isObject));

  /** Members that hold values, or names of the author's own. */
  private static final Set<String> VALUES =
      Set.of("default", "examples", "const", "enum", "x-show-if");

  private static final Set<String> BY_NAME =
      Set.of("properties", "patternProperties", "definitions", "dependencies");

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String file;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Complaint> complaints = new ArrayList<>();

  private SchemaReview(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file what to call it
   * @return the complaints; none for a file that is no config schema
   */
  static List<Complaint> of(String file, String text) {
    var review = new SchemaReview(file);
    try {
      review.findLines(text);
      JsonNode root = JsonMapper.builder(JSON).build().readTree(text);
      if (root.path("type").asText().equals("object") && root.path("properties").isObject()) {
        review.schema(root, "");
        review.fields(root);
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      return List.of(new Complaint(file + ":" + line, "It is no JSON: " + e.getOriginalMessage()));
    }
    return review.complaints;
  }

  private void findLines(String text) throws JsonProcessingException {
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          lines.put(
              parser.getParsingContext().pathAsPointer().toString(),
              parser.currentTokenLocation().getLineNr());
        }
      }
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("A text is always readable.", e);
    }
  }

  /** Keywords, wherever a schema stands. */
  private void schema(JsonNode schema, String pointer) {
    schema
        .properties()
        .forEach(
            member -> {
              String keyword = member.getKey();
              JsonNode value = member.getValue();
              String here = below(pointer, keyword);
              if (keyword.startsWith("x-")) {
                keyword(keyword, value, here);
              }
              if (BY_NAME.contains(keyword)) {
                value.properties().forEach(p -> schema(p.getValue(), below(here, p.getKey())));
              } else if (!VALUES.contains(keyword) && value.isArray()) {
                value.forEach(element -> schema(element, here));
              } else if (!VALUES.contains(keyword)) {
                schema(value, here);
              }
            });
  }

  private void keyword(String keyword, JsonNode value, String pointer) {
    Predicate<JsonNode> form = KEYWORDS.get(keyword);
    if (form == null) {
      complain(pointer, "Unknown keyword; known are " + KEYWORDS.keySet() + ".");
    } else if (!form.test(value)) {
      complain(pointer, "A value of this type does nothing here: " + value + ".");
    }
  }

  private void fields(JsonNode root) {
    Map<JsonNode, String> orders = new HashMap<>();
    for (String where : List.of("/properties", "/then/properties")) {
      root.at(where)
          .properties()
          .forEach(
              property -> {
                String pointer = below(where, property.getKey());
                JsonNode field = property.getValue();
                boolean described = root.path("properties").has(property.getKey());
                if (where.equals("/properties") || !described) {
                  field(root, property.getKey(), field, pointer);
                }
                Optional.ofNullable(field.get("x-order"))
                    .map(order -> orders.putIfAbsent(order, pointer))
                    .filter(other -> !other.equals(pointer))
                    .ifPresent(
                        other ->
                            complain(pointer + "/x-order", "It has the place of " + other + "."));
              });
    }
  }

  private void field(JsonNode root, String name, JsonNode field, String pointer) {
    if (field.path("title").asText().isBlank()) {
      complain(pointer, "It has no \"title\", so a form shows '" + name + "'.");
    }
    if (field.path("description").asText().isBlank()) {
      complain(pointer, "It has no \"description\" that says where an operator finds the value.");
    }
    if (field.path("writeOnly").asBoolean()) {
      for (String open : List.of("default", "examples", "enum", "const")) {
        if (field.has(open)) {
          complain(below(pointer, open), "A secret that the jar holds is none.");
        }
      }
    } else if (field.has("default")) {
      refusal(name, field)
          .ifPresent(problem -> complain(below(pointer, "default"), problem.message()));
    }
    field
        .path("x-show-if")
        .fieldNames()
        .forEachRemaining(
            other -> {
              if (!root.path("properties").has(other)) {
                complain(
                    below(below(pointer, "x-show-if"), other),
                    "There is no property of this name.");
              }
            });
  }

  /** What a field has against its own default. */
  private static Optional<ConfigProblem> refusal(String name, JsonNode field) {
    var schema = JsonMapper.builder().build().createObjectNode();
    schema.put("type", "object").putObject("properties").set(name, field);
    try {
      CompiledSchema.compile(new ConfigSchema(schema.toString())).validate(Map.of());
      return Optional.empty();
    } catch (ConnectorException e) {
      // None where the schema itself is the problem, which the host tells.
      return e.problems().stream().findFirst();
    }
  }

  private void complain(String pointer, String what) {
    complaints.add(
        new Complaint(file + ":" + lines.getOrDefault(pointer, 1), pointer + ": " + what));
  }

  /** RFC 6901 §3. */
  private static String below(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
