package dev.connectorkit.console.config;

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

/** Configs as stored text. */
public final class ConfigJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfigJson() {}

  public static String write(Map<String, ? extends @Nullable Object> values) {
    return line(values);
  }

  /** Any one value. */
  public static String line(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A config is JSON-shaped.", e);
    }
  }

  /** Any one value. */
  public static @Nullable Object value(String text) throws JsonProcessingException {
    return JSON.readValue(text, Object.class);
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#STORED_DATA_INVALID}
   */
  public static Map<String, Object> read(String text) {
    try {
      Map<String, Object> values =
          JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
      if (values != null) {
        return values;
      }
    } catch (JsonProcessingException e) {
      // Not as the cause: its message quotes the text.
    }
    throw ConnectorException.of(ConnectorError.STORED_DATA_INVALID)
        .message("The stored config is not a JSON object. Enter it again, or restore a backup.")
        .build();
  }
}
