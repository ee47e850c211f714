package dev.connectorkit.console.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.connectorkit.console.json.StoredJson;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configs as stored text. */
public final class ConfigJson {

  private ConfigJson() {}

  public static String write(Map<String, ? extends @Nullable Object> values) {
    return StoredJson.write(values);
  }

  /** Any one value. */
  public static String line(@Nullable Object value) {
    return StoredJson.write(value);
  }

  /** Any one value. */
  public static @Nullable Object value(String text) throws JsonProcessingException {
    return StoredJson.value(text);
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#STORED_DATA_INVALID}
   */
  public static Map<String, Object> read(String text) {
    return StoredJson.object(
        text, "The stored config is not a JSON object. Enter it again, or restore a backup.");
  }
}
