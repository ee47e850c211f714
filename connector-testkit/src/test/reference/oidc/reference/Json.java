package reference;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.spi.ConnectorError;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON object. */
record Json(Map<String, Object> members) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static Json parse(byte[] body, String what) {
    try {
      byte[] text = body.length > 2 && body[0] == (byte) 0xEF ? java.util.Arrays.copyOfRange(body, 3, body.length) : body;
      Map<String, Object> members =
          MAPPER.readValue(new String(text, java.nio.charset.StandardCharsets.UTF_8), new TypeReference<LinkedHashMap<String, Object>>() {});
      if (members == null) {
        throw Errors.of(ConnectorError.INVALID_RESPONSE, "The " + what + " is null.");
      }
      return new Json(members);
    } catch (IOException e) {
      // Without the cause: it quotes what it could not read.
      throw Errors.of(ConnectorError.INVALID_RESPONSE, "The " + what + " is not a JSON object.");
    }
  }

  Optional<String> optional(String name) {
    return members.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(
            () ->
                Errors.of(
                    ConnectorError.INVALID_RESPONSE, "The provider's answer has no " + name + "."));
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  boolean has(String name) {
    return members.containsKey(name);
  }
}
