package dev.connectorkit.fuzz;

import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import java.net.URI;

/** Discovery documents, and whatever becomes of the addresses in them. */
final class DiscoveryFuzz {

  private static final String ID_TOKEN = SignedIdTokenFuzz.good();

  private DiscoveryFuzz() {}

  static boolean accepts(byte[] input) {
    ProviderResponse response = Answer.of(input);
    OAuthConnector connector =
        new FuzzedProvider()
            .idToken(ID_TOKEN)
            .answer("/.well-known/openid-configuration", response)
            .describe("openid")
            .issuer(URI.create(FuzzedProvider.ISSUER))
            .build();
    try {
      connector.start();
    } catch (ConnectorException e) {
      Refusals.check(e);
      return false;
    }
    Finding.unless(response.status() == 200, "Endpoints from status " + response.status());
    LenientJson document = LenientJson.of(response.body());
    // OpenID Connect Discovery §4.3
    Finding.unless(
        FuzzedProvider.ISSUER.equals(document.text("issuer")), "Endpoints of another issuer.");
    authorize(connector, document);
    use(() -> connector.complete(FuzzedProvider.callback(), FuzzedProvider.session("openid")));
    use(
        () ->
            connector.revoke(
                new RevocationRequest(
                    Secret.of("canary-token"), RevocationRequest.Kind.REFRESH_TOKEN)));
    return true;
  }

  private static void authorize(OAuthConnector connector, LenientJson document) {
    Authorization authorization =
        connector.authorize(
            new AuthorizationRequest("the-state", URI.create("https://app.example/cb")));
    URI asked = authorization.uri();
    URI stated = URI.create(document.scalar("authorization_endpoint"));
    Finding.unless(
        asked.getRawAuthority().equals(stated.getRawAuthority())
            && asked.getRawPath().equals(stated.getRawPath()),
        "The browser is sent elsewhere.");
    var query = Query.parameters(asked.getRawQuery());
    Finding.unless(
        query.getOrDefault("state", java.util.List.of()).equals(java.util.List.of("the-state"))
            && query.get("redirect_uri").size() == 1
            && query.get("code_challenge_method").equals(java.util.List.of("S256")),
        "The endpoint's own query took over a parameter.");
    Finding.unless(!asked.toString().contains(Refusals.CANARY), "A secret in the address.");
  }

  private static void use(Runnable call) {
    try {
      call.run();
    } catch (ConnectorException e) {
      Refusals.check(e);
    }
  }
}
