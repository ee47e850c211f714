package dev.connectorkit.host.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.Set;
import org.everit.json.schema.Schema;
import org.everit.json.schema.SchemaException;
import org.everit.json.schema.loader.SchemaLoader;
import org.everit.json.schema.regexp.RE2JRegexpFactory;
import org.json.JSONException;
import org.json.JSONObject;

/** Reads and compiles a schema that a plugin brought, without reaching anything outside of it. */
final class SchemaReader {

  private static final int MAX_LENGTH = 256 * 1024;

  private static final Set<String> EXTENSIONS =
      Set.of("x-order", "x-group", "x-placeholder", "x-multiline", "x-show-if", "x-origin");

  private static final ObjectReader JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  private SchemaReader() {}

  static JsonNode read(String json) {
    if (json.length() > MAX_LENGTH) {
      throw invalid("It is over " + MAX_LENGTH + " characters long.");
    }
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      // A bound that is exceeded has no place.
      throw invalid(
          e.getLocation() == null
              ? "It is too deeply nested, or has a number or name that is too long."
              : "It is not JSON; see line " + e.getLocation().getLineNr() + ".");
    }
    if (!root.path("type").asText().equals("object")) {
      throw invalid("Its root must have \"type\": \"object\".");
    }
    String dialect = root.path("$schema").asText("http://json-schema.org/draft-07/schema#");
    if (!dialect.matches("https?://json-schema\\.org/draft-07/schema#?")) {
      throw invalid("Its \"$schema\" is '" + dialect + "'; only draft-07 is supported.");
    }
    checkKeywords(root, "");
    SchemaReferences.check(root);
    return root;
  }

  static Schema compile(JsonNode root) {
    try {
      return SchemaLoader.builder()
          // Without this the rules of draft-04 apply, and "const" and "if" are ignored.
          .draftV7Support()
          .schemaClient(
              url -> {
                throw new SchemaException("#", "A reference outside of the schema: " + url);
              })
          // Linear time: a plugin's pattern cannot keep a thread busy for ever.
          .regexpFactory(new RE2JRegexpFactory())
          .addFormatValidator(new HttpsUri())
          .schemaJson(new JSONObject(withoutId(root).toString()))
          .build()
          .load()
          .build();
    } catch (SchemaException | JSONException | IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    } catch (com.google.re2j.PatternSyntaxException e) {
      throw invalid("A \"pattern\" is not of RE2 syntax (no look-around): " + e.getMessage());
    }
  }

  /** The name of the whole schema would turn its local references into remote ones. */
  private static JsonNode withoutId(JsonNode root) {
    ObjectNode copy = root.deepCopy();
    copy.remove("$id");
    return copy;
  }

  private static void checkKeywords(JsonNode node, String pointer) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        checkKeywords(node.get(i), pointer + "/" + i);
      }
    }
    node.properties()
        .forEach(
            member -> {
              String name = member.getKey();
              String here = pointer + "/" + name;
              if (name.startsWith("x-")
                  && !pointer.endsWith("/properties")
                  && !EXTENSIONS.contains(name)) {
                throw invalid("Unknown keyword at " + here + "; known are " + EXTENSIONS + ".");
              }
              checkKeywords(member.getValue(), here);
            });
  }

  static ConnectorException invalid(String reason) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG_SCHEMA)
        .message("The connector's config schema is not usable. " + reason)
        .build();
  }
}
