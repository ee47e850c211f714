package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.oauth.TokenResponseReader;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Token responses of all three shapes, on sign-in and refresh; and as answers to a revocation. */
final class TokenResponseFuzz {

  private static final Map<String, TokenResponseReader> READERS =
      Map.of(
          "JSON", TokenResponseReader.JSON,
          "form", TokenResponseReader.FORM,
          "wrapped", TokenResponseReader.wrappedIn("data"));

  private TokenResponseFuzz() {}

  static boolean accepts(byte[] input) {
    ProviderResponse response = Answer.of(input);
    boolean any = false;
    for (Map.Entry<String, TokenResponseReader> reader : READERS.entrySet()) {
      any |= accepts(response, reader.getKey(), reader.getValue());
    }
    return any;
  }

  private static boolean accepts(
      ProviderResponse response, String shape, TokenResponseReader reader) {
    OAuthConnector connector =
        new FuzzedProvider()
            .answer("/token", response)
            .answer("/revoke", response)
            .describe("profile")
            .tokenResponse(reader)
            .build();
    refresh(connector);
    revoke(connector, response);
    try {
      TokenSet tokens =
          connector.complete(FuzzedProvider.callback(), FuzzedProvider.session("profile")).tokens();
      mustBeGood(tokens, response, shape);
      return true;
    } catch (ConnectorException e) {
      Refusals.check(e);
      return false;
    }
  }

  private static void mustBeGood(TokenSet tokens, ProviderResponse response, String shape) {
    Finding.unless(response.status() == 200, "Tokens from status " + response.status());
    Finding.unless(tokens.tokenType().equalsIgnoreCase("Bearer"), "A token of another type.");
    String token = tokens.accessToken().reveal();
    Finding.unless(!token.isBlank(), "A blank access token.");
    Finding.unless(
        !tokens.toString().contains(token)
            || token.length() < 6
            // A provider that names a scope like its token has told it itself.
            || tokens.scopes().stream().anyMatch(scope -> scope.contains(token)),
        "A token is shown.");
    tokens
        .expiresAt()
        .ifPresent(
            at ->
                Finding.unless(
                    !at.isBefore(FuzzedProvider.NOW)
                        && at.isBefore(FuzzedProvider.NOW.plus(Duration.ofDays(40_000))),
                    "A lifetime out of bounds: " + at));
    if (!shape.equals("form")) {
      LenientJson body = LenientJson.of(response.body());
      Finding.unless(!body.has("error"), "Tokens beside an error.");
      LenientJson inner = shape.equals("wrapped") ? body.member("data") : body;
      Finding.unless(!inner.has("error"), "Tokens beside an error.");
      Finding.unless(token.equals(inner.text("access_token")), "A token that nobody sent.");
    } else {
      Finding.unless(
          new String(response.body(), UTF_8).contains("access_token"), "A token nobody sent.");
    }
  }

  private static void refresh(OAuthConnector connector) {
    try {
      TokenSet renewed =
          connector.refresh(
              new RefreshRequest(Secret.of("canary-refresh"), Optional.of("u1"), Set.of()));
      Finding.unless(renewed.refreshToken().isPresent(), "The refresh token was lost.");
    } catch (ConnectorException e) {
      Refusals.check(e);
    }
  }

  private static void revoke(OAuthConnector connector, ProviderResponse response) {
    try {
      connector.revoke(
          new RevocationRequest(Secret.of("canary-revoked"), RevocationRequest.Kind.ACCESS_TOKEN));
      Finding.unless(response.status() == 200, "A refused revocation counts as done.");
    } catch (ConnectorException e) {
      Refusals.check(e);
    }
  }
}
