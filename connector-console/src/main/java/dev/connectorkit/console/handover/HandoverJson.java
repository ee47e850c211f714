package dev.connectorkit.console.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Objects as stored text. */
final class HandoverJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private HandoverJson() {}

  static String write(Map<String, ?> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("These values are JSON-shaped.", e);
    }
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#STORED_DATA_INVALID}
   */
  static Map<String, Object> read(String text) {
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
        .message("A stored value is not a JSON object.")
        .build();
  }
}
