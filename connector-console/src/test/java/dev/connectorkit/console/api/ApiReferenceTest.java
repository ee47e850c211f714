package dev.connectorkit.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Holds docs/api-reference.md equal to {@code openapi.yaml}. */
class ApiReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "api-reference.md");
  private static final String START = "<!-- reference: start -->\n";
  private static final String END = "<!-- reference: end -->";

  private final DocumentedApi api = new DocumentedApi();

  /** To write it anew: {@code mvn -pl connector-console -am test -Ddocs.write=true}. */
  @Test
  void thePageSaysWhatTheFileSays() throws IOException {
    String page = Files.readString(PAGE);
    String expected =
        page.substring(0, page.indexOf(START) + START.length())
            + reference()
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(PAGE).content().isEqualTo(expected);
  }

  @Test
  void everyOperationHasItsOwnNameAndASummary() {
    List<JsonNode> operations =
        api.operations().stream()
            .map(route -> route.split(" "))
            .map(parts -> api.operation(parts[0], parts[1]).orElseThrow())
            .toList();

    assertThat(operations)
        .extracting(one -> one.path("operationId").asText())
        .doesNotHaveDuplicates();
    assertThat(operations).allMatch(one -> !one.path("summary").asText().isEmpty());
  }

  private String reference() {
    var text = new StringBuilder();
    for (JsonNode tag : api.document().get("tags")) {
      text.append("\n## ").append(tag.get("name").asText()).append("\n");
      for (String route : api.operations()) {
        String[] parts = route.split(" ");
        JsonNode operation = api.operation(parts[0], parts[1]).orElseThrow();
        if (operation.at("/tags/0").equals(tag.get("name"))) {
          operation(text, route, operation);
        }
      }
    }
    text.append("\n## Bodies\n");
    api.document().at("/components/schemas").properties().forEach(schema -> schema(text, schema));
    return text.append('\n').toString();
  }

  private void operation(StringBuilder text, String route, JsonNode operation) {
    text.append("\n### `").append(route).append("`\n\n");
    String said =
        sentence(operation.get("summary")) + " " + sentence(operation.path("description"));
    text.append(said.strip()).append("\n\n");
    text.append("| | name | type | |\n|---|---|---|---|\n");
    for (JsonNode given : parameters(route, operation)) {
      JsonNode parameter = api.resolved(given);
      row(
          text,
          parameter.get("in").asText(),
          "`" + parameter.get("name").asText() + "`",
          type(parameter.get("schema")),
          sentence(parameter.path("description"))
              + (parameter.path("required").asBoolean() ? "" : " Optional."));
    }
    JsonNode body = operation.path("requestBody");
    if (!body.isMissingNode()) {
      row(
          text,
          "body",
          "",
          types(body.get("content")),
          body.path("required").asBoolean() ? "" : "Optional.");
    }
    operation
        .get("responses")
        .properties()
        .forEach(
            response -> {
              // What they all have in common stands at the top of the page.
              if (!response.getKey().equals("default")) {
                answer(text, response.getKey(), api.resolved(response.getValue()));
              }
            });
  }

  private void answer(StringBuilder text, String status, JsonNode answer) {
    row(
        text,
        status,
        headers(answer),
        types(answer.path("content")),
        sentence(answer.get("description")));
  }

  /** A file has a media type and no schema. */
  private String types(JsonNode content) {
    return content.properties().stream()
        .map(
            one ->
                one.getValue().has("schema")
                    ? type(one.getValue().get("schema"))
                    : "`" + one.getKey() + "`")
        .collect(Collectors.joining(" or "));
  }

  /** Those of the path, then those of the operation. */
  private List<JsonNode> parameters(String route, JsonNode operation) {
    String path = route.split(" ")[1].substring("/api/v1".length());
    var all = new ArrayList<JsonNode>();
    api.document().get("paths").get(path).path("parameters").forEach(all::add);
    operation.path("parameters").forEach(all::add);
    return all;
  }

  private static String headers(JsonNode answer) {
    var names = new ArrayList<String>();
    answer.path("headers").fieldNames().forEachRemaining(name -> names.add("`" + name + "`"));
    return String.join(", ", names);
  }

  private void schema(StringBuilder text, Map.Entry<String, JsonNode> schema) {
    text.append("\n### <a id=\"").append(anchor(schema.getKey())).append("\"></a>");
    text.append(schema.getKey()).append("\n\n");
    JsonNode node = schema.getValue();
    String description = sentence(node.path("description"));
    if (!description.isEmpty()) {
      text.append(description).append("\n\n");
    }
    if (node.has("properties")) {
      text.append("| member | type | |\n|---|---|---|\n");
      members(text, "", node);
    } else if (node.has("items")) {
      text.append("A list; of each:\n\n| member | type | |\n|---|---|---|\n");
      members(text, "", node.get("items"));
    } else {
      text.append(type(node)).append("\n");
    }
  }

  private void members(StringBuilder text, String above, JsonNode object) {
    List<String> required = new ArrayList<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    object
        .path("properties")
        .properties()
        .forEach(
            member -> {
              JsonNode schema = member.getValue();
              String name = above + member.getKey();
              String optional = required.contains(member.getKey()) ? "" : " Optional.";
              text.append("| `").append(name).append("` | ").append(type(schema)).append(" | ");
              text.append((sentence(schema.path("description")) + optional).strip()).append(" |\n");
              if (schema.has("properties")) {
                members(text, name + ".", schema);
              }
              if (schema.path("items").has("properties")) {
                members(text, name + "[].", schema.get("items"));
              }
            });
  }

  private static void row(
      StringBuilder text, String part, String name, String type, String meaning) {
    text.append("| ").append(part).append(" | ").append(name).append(" | ").append(type);
    text.append(" | ").append(meaning.strip()).append(" |\n");
  }

  private String type(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asText().replaceAll(".*/", "");
      return "[" + name + "](#" + anchor(name) + ")";
    }
    if (schema.has("enum")) {
      return joined(schema.get("enum"), " or ", value -> "`" + value.asText() + "`");
    }
    if (schema.has("const")) {
      return "`" + schema.get("const").asText() + "`";
    }
    if (schema.has("oneOf")) {
      return joined(schema.get("oneOf"), " or ", this::type);
    }
    if (schema.path("type").isArray()) {
      return joined(schema.get("type"), " or ", value -> named(value.asText(), schema));
    }
    return named(schema.path("type").asText(), schema);
  }

  /** Sections have names of their own that are the same words. */
  private static String anchor(String name) {
    return "body-" + name.toLowerCase(Locale.ROOT);
  }

  private String named(String type, JsonNode schema) {
    return switch (type) {
      case "array" -> "list of " + type(schema.get("items"));
      case "object" ->
          schema.path("additionalProperties").isObject()
              ? "object of " + type(schema.get("additionalProperties"))
              : "object";
      case "string" ->
          switch (schema.path("format").asText()) {
            case "date-time" -> "time";
            case "uri" -> "address";
            default -> "text";
          };
      case "integer" -> "number";
      case "boolean" -> "true or false";
      default -> type;
    };
  }

  private static String joined(JsonNode values, String between, Function<JsonNode, String> word) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(word)
        .collect(Collectors.joining(between));
  }

  /** On one line, with its full stop. */
  private static String sentence(JsonNode node) {
    String text = node.asText().strip().replaceAll("\\s+", " ");
    return text.isEmpty() || text.endsWith(".") ? text : text + ".";
  }
}
