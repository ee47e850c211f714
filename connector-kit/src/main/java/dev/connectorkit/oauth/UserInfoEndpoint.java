package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.Secret;
import java.net.URI;

/** Reads the claims about the person (OpenID Connect Core §5.3). */
final class UserInfoEndpoint {

  private final ProviderHttp http;

  UserInfoEndpoint(ProviderHttp http) {
    this.http = http;
  }

  Claims fetch(URI endpoint, Secret accessToken) {
    ProviderResponse response =
        http.send(
            ProviderRequest.get(endpoint)
                .header("Accept", "application/json")
                // RFC 6750 §2.1: in the header, never in the URL.
                .header("Authorization", "Bearer " + accessToken.reveal()));
    return switch (response.status()) {
      case 200 -> new Claims(Json.object(response.body(), "userinfo response"));
      case 401 ->
          throw refused(
              ConnectorError.TOKEN_INVALID, response, "The provider does not accept the token.");
      case 403 ->
          throw refused(
              ConnectorError.AUTHORIZATION_FAILED,
              response,
              "The token does not allow to read the profile. Check the scope.");
      default -> throw Refusal.of(response, "userinfo response", Claims.NONE).build();
    };
  }

  private static ConnectorException refused(
      ConnectorError error, ProviderResponse response, String message) {
    return ConnectorException.of(error).message(message).httpStatus(response.status()).build();
  }
}
