package dev.connectorkit.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.json.StrictJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies as text. */
final class Json {

  private static final int MAX_DEPTH = 20;

  private static final JsonMapper MAPPER = StrictJson.mapper(MAX_DEPTH);

  private Json() {}

  static byte[] write(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer is JSON-shaped.", e);
    }
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#MALFORMED}
   */
  static Map<String, Object> read(byte[] body) {
    try {
      Map<String, Object> members =
          MAPPER.readValue(body, new TypeReference<LinkedHashMap<String, Object>>() {});
      if (members != null) {
        return members;
      }
      throw malformed("");
    } catch (JsonProcessingException e) {
      // Neither the parser's message nor its excerpt: the text may hold a secret.
      throw malformed(StrictJson.place(e).map(place -> " See " + place + ".").orElse(""));
    } catch (IOException | NumberFormatException e) {
      // The second is what the parser says of an exponent of too many digits.
      throw malformed("");
    }
  }

  /** Empty texts stand for nothing inside of the console. */
  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static ConsoleException malformed(String place) {
    return new ConsoleException(
        ConsoleError.MALFORMED,
        "The body must be one JSON object in UTF-8, with each name once and at most "
            + MAX_DEPTH
            + " levels deep."
            + place);
  }
}
