package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON pointer (RFC 6901) into plain Java values. */
record JsonPointer(List<String> tokens) {

  private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,5}");

  /**
   * @param member what it is for, in the message
   */
  static JsonPointer parse(String text, String member) {
    if (!text.startsWith("/") || BAD_ESCAPE.matcher(text).find()) {
      throw ConnectorException.of(ConnectorError.INVALID_CONFIG)
          .message(
              "The claim for '" + member + "' is no JSON pointer: write /name or /outer/inner.")
          .build();
    }
    return new JsonPointer(
        Stream.of(text.substring(1).split("/", -1))
            // RFC 6901 §4: in this order.
            .map(token -> token.replace("~1", "/").replace("~0", "~"))
            .toList());
  }

  Optional<Object> in(Object document) {
    @Nullable Object at = document;
    for (String token : tokens) {
      at = step(at, token);
    }
    return Optional.ofNullable(at);
  }

  private static @Nullable Object step(@Nullable Object at, String token) {
    if (at instanceof Map<?, ?> object) {
      return object.get(token);
    }
    if (at instanceof List<?> array && INDEX.matcher(token).matches()) {
      int index = Integer.parseInt(token);
      return index < array.size() ? array.get(index) : null;
    }
    return null;
  }
}
