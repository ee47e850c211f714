package dev.connectorkit.oauth;

import dev.connectorkit.spi.ProviderResponse;
import java.util.Map;

/**
 * How to read a token response. The result has the members of RFC 6749 §5.1, or {@code error}; an
 * {@code error} is a refusal whatever the HTTP status says.
 */
@FunctionalInterface
public interface TokenResponseReader {

  /** One JSON object, as RFC 6749 §5.1 asks for. */
  TokenResponseReader JSON = response -> Json.object(response.body(), "token response");

  /** {@code application/x-www-form-urlencoded}. */
  TokenResponseReader FORM = FormBody::read;

  /**
   * The members of a token response.
   *
   * @throws dev.connectorkit.spi.ConnectorException with {@link
   *     dev.connectorkit.spi.ConnectorError#INVALID_RESPONSE} when it cannot be read
   */
  Map<String, Object> read(ProviderResponse response);

  /** One JSON object inside the member of another, as some providers wrap it. */
  static TokenResponseReader wrappedIn(String member) {
    return response -> {
      var outer = new Claims(JSON.read(response));
      return outer.asMap().containsKey("error") ? outer.asMap() : outer.object(member).asMap();
    };
  }
}
