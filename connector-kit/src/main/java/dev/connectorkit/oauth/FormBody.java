package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import java.util.Map;

/** Reads a response of type {@code application/x-www-form-urlencoded}. */
final class FormBody {

  private FormBody() {}

  static Map<String, Object> read(ProviderResponse response) {
    try {
      return Parameters.decode(new String(response.body(), UTF_8));
    } catch (IllegalArgumentException e) {
      // The decoder's message quotes the body, which may hold tokens: it is not passed on.
      throw ConnectorException.of(ConnectorError.INVALID_RESPONSE)
          .message("The provider's token response is not form-encoded.")
          .build();
    }
  }
}
