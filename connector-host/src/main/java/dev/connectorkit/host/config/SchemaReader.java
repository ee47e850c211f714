package dev.connectorkit.host.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import org.everit.json.schema.Schema;
import org.everit.json.schema.SchemaException;
import org.everit.json.schema.loader.SchemaLoader;
import org.everit.json.schema.regexp.RE2JRegexpFactory;
import org.json.JSONException;
import org.json.JSONObject;

/** Reads and compiles a schema that a plugin brought, without reaching anything outside of it. */
final class SchemaReader {

  private static final int MAX_LENGTH = 256 * 1024;

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
    } catch (NumberFormatException e) {
      // The parser lets through what it says of an exponent of too many digits.
      throw invalid("It has a number that cannot be read.");
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
    SchemaKeywords.check(root);
    return root;
  }

  static Schema compile(JsonNode root) {
    try {
      requirePrintable(root);
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
          .schemaJson(new JSONObject(root.toString()))
          .build()
          .load()
          .build();
    } catch (SchemaException | JSONException | IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    } catch (com.google.re2j.PatternSyntaxException e) {
      throw invalid("A \"pattern\" is not of RE2 syntax (no look-around): " + e.getMessage());
    }
  }

  /**
   * The library writes out what is under a "not" when a config breaks it, and writes dependencies
   * of the two kinds under one name, which it then refuses.
   */
  private static void requirePrintable(JsonNode root) {
    if (root.findValues("not").stream().anyMatch(SchemaReader::hasMixedDependencies)) {
      throw invalid(
          "It has a \"not\" with \"dependencies\" of both a list of names and a schema. Write two of"
              + " them, in an \"allOf\".");
    }
  }

  private static boolean hasMixedDependencies(JsonNode node) {
    boolean lists = false;
    boolean schemas = false;
    for (JsonNode one : node.path("dependencies")) {
      lists |= one.isArray();
      schemas |= !one.isArray();
    }
    if (lists && schemas) {
      return true;
    }
    for (JsonNode child : node) {
      if (hasMixedDependencies(child)) {
        return true;
      }
    }
    return false;
  }

  static ConnectorException invalid(String reason) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG_SCHEMA)
        .message(
            "The connector's config schema is not usable. "
                + reason
                + (reason.endsWith(".") ? "" : "."))
        .build();
  }
}
