package dev.connectorkit.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code openapi.yaml}, and what it says of an operation, a body and an answer. */
public final class DocumentedApi {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode document;

  public DocumentedApi() {
    try (InputStream file = ApiArea.class.getResourceAsStream("openapi.yaml")) {
      document = new YAMLMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode document() {
    return document;
  }

  /** Such as {@code GET /api/v1/status}, in the order of the file. */
  public List<String> operations() {
    var operations = new ArrayList<String>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name -> {
                          if (METHODS.contains(name)) {
                            operations.add(
                                name.toUpperCase(Locale.ROOT) + " " + root() + path.getKey());
                          }
                        }));
    return operations;
  }

  /** The operation that answers a path. */
  public Optional<JsonNode> operation(String method, String path) {
    return document.get("paths").properties().stream()
        .filter(entry -> path.matches(root() + entry.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
        // A path without parameters comes before one with them.
        .min(
            Map.Entry.comparingByKey(
                java.util.Comparator.comparingLong(
                    key -> key.chars().filter(c -> c == '{').count())))
        .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject);
  }

  /** Holds an answer against what the file says of its operation. */
  public void check(String method, String path, int status, String mediaType, JsonNode body) {
    JsonNode operation = operation(method, path).orElseThrow();
    JsonNode responses = operation.get("responses");
    JsonNode response = resolved(responses.path(Integer.toString(status)));
    if (response.isMissingNode() && status >= 400) {
      response = resolved(responses.path("default"));
    }
    assertThat(response.isObject()).as("%s %s may answer %s", method, path, status).isTrue();
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(body.isMissingNode()).as("a body with %s", status).isTrue();
      return;
    }
    assertThat(content.path(mediaType).isObject()).as(mediaType + " in " + content).isTrue();
    // A file has none: its media type says all.
    JsonNode schema = content.get(mediaType).path("schema");
    if (schema.isObject()) {
      assertThat(problems(schema, body)).as(body.toPrettyString()).isEmpty();
    } else {
      assertThat(body.isTextual()).as("a file with %s", status).isTrue();
    }
  }

  /** Whether the file allows a body of a request. */
  public boolean allowsBody(String method, String path, JsonNode body) {
    JsonNode schema =
        operation(method, path).orElseThrow().at("/requestBody/content/application~1json/schema");
    return problems(schema, body).isEmpty();
  }

  List<Error> problems(JsonNode schema, JsonNode value) {
    assertThat(schema.isObject()).isTrue();
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    return SCHEMAS
        .getSchema(whole)
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private String root() {
    return document.at("/servers/0/url").asText();
  }
}
