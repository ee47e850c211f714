package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the claims about the person (OpenID Connect Core §5.3), and what else is said about them.
 */
final class UserInfoEndpoint {

  private final OAuthConnectorBuilder.Settings settings;
  private final ProviderHttp http;

  UserInfoEndpoint(OAuthConnectorBuilder.Settings settings, ProviderHttp http) {
    this.settings = settings;
    this.http = http;
  }

  Claims fetch(URI endpoint, Secret accessToken) {
    ProviderRequest request =
        settings.userInfoByPost() ? ProviderRequest.post(endpoint) : ProviderRequest.get(endpoint);
    ProviderResponse response = send(request, accessToken);
    requireSuccess(response, request.method(), "userinfo response");
    var claims = new Claims(Json.object(response.body(), "userinfo response"));
    requireNoError(claims, response, "userinfo response", accessToken);
    return claims;
  }

  /** The objects of every further resource, by name; none where an optional one was refused. */
  Map<String, List<Claims>> fetchResources(Secret accessToken) {
    var read = new LinkedHashMap<String, List<Claims>>();
    for (Resource resource : settings.resources()) {
      read.put(resource.name(), fetch(resource, accessToken));
    }
    return read;
  }

  private List<Claims> fetch(Resource resource, Secret accessToken) {
    String what = "'" + resource.name() + "' response";
    ProviderResponse response = send(ProviderRequest.get(resource.uri()), accessToken);
    boolean refused =
        (response.status() == 403 || response.status() == 404) && !Refusal.isRateLimit(response);
    if (resource.optional() && refused) {
      return List.of();
    }
    requireSuccess(response, "GET", what);
    List<Claims> objects = Json.objects(response.body(), what).stream().map(Claims::new).toList();
    objects.forEach(claims -> requireNoError(claims, response, what, accessToken));
    return objects;
  }

  private ProviderResponse send(ProviderRequest request, Secret accessToken) {
    return http.send(
        request
            .header("Accept", "application/json")
            // RFC 6750 §2.1: in the header, never in the URL.
            .header("Authorization", "Bearer " + accessToken.reveal()));
  }

  private void requireSuccess(ProviderResponse response, String method, String what) {
    if (response.status() == 200) {
      return;
    }
    if (response.status() == 401) {
      throw refused(
          ConnectorError.TOKEN_INVALID, response, "The provider does not accept the token.");
    }
    if (response.status() == 403 && !Refusal.isRateLimit(response)) {
      throw refused(
          ConnectorError.AUTHORIZATION_FAILED,
          response,
          "The token does not allow to read the profile. Check the scope.");
    }
    if (response.status() == 405) {
      throw refused(
          ConnectorError.INVALID_RESPONSE,
          response,
          "The provider wants another method than "
              + method
              + " for the "
              + what.replace("response", "request")
              + ".");
    }
    throw Refusal.of(response, what, Claims.NONE).build();
  }

  /** An error is a refusal whatever the status, as at the token endpoint. */
  private void requireNoError(
      Claims claims, ProviderResponse response, String what, Secret accessToken) {
    if (claims.text("error").isPresent()) {
      throw Refusal.of(
              response, what, claims, settings.errors(), SentSecrets.of(accessToken.reveal()))
          .build();
    }
  }

  private static ConnectorException refused(
      ConnectorError error, ProviderResponse response, String message) {
    return ConnectorException.of(error).message(message).httpStatus(response.status()).build();
  }

  /**
   * A document beside userinfo.
   *
   * @param optional whether a sign-in goes on without it when the provider refuses it
   */
  record Resource(String name, URI uri, boolean optional) {}
}
