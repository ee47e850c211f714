package reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The token and revocation endpoints. */
final class Tokens {

  private final String clientId;
  private final Secret secret;
  private final ConnectorContext context;

  Tokens(String clientId, Secret secret, ConnectorContext context) {
    this.clientId = clientId;
    this.secret = secret;
    this.context = context;
  }

  TokenSet redeem(
      URI endpoint, String code, String redirectUri, String verifier, Set<String> scopes) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    form.put("code_verifier", verifier);
    // redeem
    return read(post(endpoint, form), scopes, Optional.empty());
  }

  TokenSet refresh(URI endpoint, RefreshRequest request) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", request.refreshToken().reveal());
    try {
      return read(post(endpoint, form), request.scopes(), Optional.of(request.refreshToken()));
    } catch (ConnectorException e) {
      if (e.error() == ConnectorError.CODE_INVALID) {
        throw Errors.of(ConnectorError.TOKEN_INVALID, "The refresh token has ended.");
      }
      throw e;
    }
  }

  void revoke(URI endpoint, RevocationRequest request) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", request.token().reveal());
    form.put("token_type_hint", request.kind().hint());
    ProviderResponse response = post(endpoint, form);
    if (response.status() != 200) {
      throw Errors.ofResponse(response, body(response));
    }
  }

  private ProviderResponse post(URI endpoint, Map<String, String> form) {
    String pair = Form.encode(clientId) + ":" + Form.encode(secret.reveal());
    ProviderRequest request =
        ProviderRequest.postForm(endpoint, form)
            .header("Accept", "application/json")
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    return context.http().send(request);
  }

  private static Json body(ProviderResponse response) {
    try {
      return Json.parse(response.body(), "token response");
    } catch (ConnectorException e) {
      if (response.status() == 200) {
        throw e;
      }
      return new Json(Map.of());
    }
  }

  private TokenSet read(ProviderResponse response, Set<String> scopes, Optional<Secret> before) {
    Json body = body(response);
    if (response.status() != 200 || body.has("error")) {
      throw Errors.ofResponse(response, body);
    }
    String token = body.text("access_token");
    String type = body.optional("token_type").orElse("Bearer");
    if (!type.equalsIgnoreCase("Bearer")) {
      throw Errors.of(ConnectorError.INVALID_RESPONSE, "The token is of an unknown type.");
    }
    Optional<String> granted = body.optional("scope");
    return new TokenSet(
        Secret.of(token),
        type,
        expiresAt(body.members().get("expires_in")),
        body.optional("refresh_token").map(Secret::of).or(() -> before),
        body.optional("id_token").map(Secret::of),
        granted.map(ReferenceConnector::scopes).orElse(scopes));
  }

  private Optional<Instant> expiresAt(Object seconds) {
    if (!(seconds instanceof Number) && !(seconds instanceof String)) {
      return Optional.empty();
    }
    try {
      long amount = new BigDecimal(seconds.toString()).longValue();
      return amount < 0 || amount > 100L * 365 * 86_400
          ? Optional.empty()
          : Optional.of(context.clock().instant().plusSeconds(amount));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
