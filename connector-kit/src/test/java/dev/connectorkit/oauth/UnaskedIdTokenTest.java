package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.TokenSet;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An ID Token is handed on when it was checked, and not otherwise. */
class UnaskedIdTokenTest {

  private static final String UNSIGNED = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.";

  private final Provider provider = new Provider();

  @Test
  void oneThatNobodyAskedForIsNotHandedOn() {
    OAuthConnector connector = provider.describe().scope("profile").build();

    var signIn = provider.signIn(connector, Provider.begin(connector), UNSIGNED);

    assertThat(signIn.profile().id()).isEqualTo("u1");
    assertThat(signIn.tokens().idToken()).isEmpty();
  }

  @Test
  void aRenewedOneIsCheckedAlsoWhenTheSignInAskedForNone() {
    OAuthConnector connector = provider.describe().scope("profile").build();
    answerRefreshWith(UNSIGNED);

    Failing.with(ConnectorError.ID_TOKEN_INVALID, () -> refresh(connector));

    Map<String, Object> claims = new LinkedHashMap<>(provider.claims(new SignInSession(Map.of())));
    String good = provider.sign(claims);
    answerRefreshWith(good);
    assertThat(refresh(connector).idToken()).contains(Secret.of(good));
    answerRefreshWith(good.substring(0, good.length() - 8) + "AAAAAAAA");
    Failing.with(ConnectorError.ID_TOKEN_INVALID, () -> refresh(connector));
  }

  @Test
  void aRenewedOneOfAnotherAccessTokenIsRefused() {
    OAuthConnector connector = provider.describe().scope("profile").build();
    Map<String, Object> claims = new LinkedHashMap<>(provider.claims(new SignInSession(Map.of())));
    claims.put("at_hash", "AAAAAAAAAAAAAAAAAAAAAA");
    answerRefreshWith(provider.sign(claims));

    Failing.with(ConnectorError.ID_TOKEN_INVALID, () -> refresh(connector));
  }

  @Test
  void aRenewedOneThatCannotBeCheckedIsNotHandedOn() {
    OAuthConnector without =
        provider
            .describe()
            .endpoints(
                Endpoints.of(
                    URI.create(Provider.ISSUER + "/authorize"),
                    URI.create(Provider.ISSUER + "/token")))
            .build();
    answerRefreshWith(UNSIGNED);

    TokenSet renewed = refresh(without);

    assertThat(renewed.accessToken().reveal()).isEqualTo("canary-access");
    assertThat(renewed.idToken()).isEmpty();
  }

  @Test
  void oneThatWasAskedForAndCannotBeCheckedEndsTheSignIn() {
    OAuthConnector without =
        provider
            .describe()
            .endpoints(
                Endpoints.of(
                        URI.create(Provider.ISSUER + "/authorize"),
                        URI.create(Provider.ISSUER + "/token"))
                    .withUserInfo(URI.create(Provider.ISSUER + "/userinfo")))
            .build();
    SignInSession session = Provider.begin(without);

    Failing.with(
        ConnectorError.INVALID_CONFIG,
        () -> provider.signIn(without, session, provider.sign(provider.claims(session))));
    assertThat(provider.http.at("/userinfo")).isEmpty();
  }

  private void answerRefreshWith(String idToken) {
    provider.http.on(
        "/token", 200, "{\"access_token\":\"canary-access\",\"id_token\":\"" + idToken + "\"}");
  }

  private static TokenSet refresh(OAuthConnector connector) {
    return connector.refresh(
        new RefreshRequest(Secret.of("canary-refresh"), Optional.of("u1"), Set.of("profile")));
  }
}
