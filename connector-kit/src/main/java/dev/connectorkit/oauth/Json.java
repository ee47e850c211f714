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
    } catch (IOException e) {
      // The parser's message quotes the document, which may hold tokens: it is not passed on.
      throw invalid(what);
    }
    throw invalid(what);
  }

  private static ConnectorException invalid(String what) {
    return ConnectorException.of(ConnectorError.INVALID_RESPONSE)
        .message("The provider's " + what + " is not one JSON object.")
        .build();
  }
}
