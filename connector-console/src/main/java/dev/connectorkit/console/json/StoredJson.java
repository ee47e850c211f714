package dev.connectorkit.console.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as stored text. */
public final class StoredJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StoredJson() {}

  /** Any one JSON-shaped value. */
  public static String write(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What is stored is JSON-shaped.", e);
    }
  }

  /** Any one value; the failure may quote the text. */
  public static @Nullable Object value(String text) throws JsonProcessingException {
    return JSON.readValue(text, Object.class);
  }

  /**
   * An object.
   *
   * @param otherwise the sentence when it is none
   * @throws ConnectorException with {@link ConnectorError#STORED_DATA_INVALID}
   */
  public static Map<String, Object> object(String text, String otherwise) {
    try {
      Map<String, Object> values =
          JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
      if (values != null) {
        return values;
      }
    } catch (JsonProcessingException e) {
      // Not as the cause: its message quotes the text.
    }
    throw ConnectorException.of(ConnectorError.STORED_DATA_INVALID).message(otherwise).build();
  }
}
