package dev.connectorkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A second opinion on JSON, by the library's defaults and without any of the kit's code. */
record LenientJson(JsonNode node) {

  private static final JsonMapper MAPPER = new JsonMapper();

  static LenientJson of(byte[] document) {
    try {
      JsonNode node = MAPPER.readTree(document);
      return new LenientJson(node == null ? MissingNode.getInstance() : node);
    } catch (IOException e) {
      throw new UncheckedIOException("The kit accepted what is no JSON.", e);
    }
  }

  boolean has(String name) {
    return node.has(name);
  }

  LenientJson member(String name) {
    return new LenientJson(node.path(name));
  }

  /** A text; null when it is anything else. */
  @Nullable String text(String name) {
    return node.path(name).textValue();
  }

  /** A text, or a number as it is written. */
  String scalar(String name) {
    return node.path(name).asText();
  }
}
