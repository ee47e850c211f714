package dev.connectorkit.oauth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Strict reading of JSON that came from outside. */
final class Json {

  private static final ObjectReader OBJECT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(new TypeReference<@Nullable Map<String, Object>>() {});

  private Json() {}

  private static final ObjectReader ANY = OBJECT.forType(Object.class);

  /**
   * Reads one JSON object.
   *
   * @param what names the document in the error, for example "token response"
   */
  static Map<String, Object> object(byte[] document, String what) {
    try {
      Map<String, Object> object = OBJECT.readValue(document);
      if (object != null) {
        return object;
      }
    } catch (IOException | NumberFormatException e) {
      // The parser's message quotes the document, which may hold tokens: it is not passed on.
      throw invalid(what);
    }
    throw invalid(what);
  }

  /**
   * Reads one JSON object, or the objects of one JSON array; other elements are left out.
   *
   * @param what names the document in the error
   */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> objects(byte[] document, String what) {
    Object value = null;
    try {
      value = ANY.readValue(document);
    } catch (IOException | NumberFormatException e) {
      // As above: what the parser says is not passed on.
    }
    if (value instanceof Map<?, ?> object) {
      return List.of((Map<String, Object>) object);
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .filter(Map.class::isInstance)
          .map(element -> (Map<String, Object>) element)
          .toList();
    }
    throw invalid(what, "neither a JSON object nor an array");
  }

  private static ConnectorException invalid(String what) {
    return invalid(what, "not one JSON object");
  }

  private static ConnectorException invalid(String what, String is) {
    return ConnectorException.of(ConnectorError.INVALID_RESPONSE)
        .message("The provider's " + what + " is " + is + ".")
        .build();
  }
}
