package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignInSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a provider may do in its own way, once it is described. */
class ProviderQuirksTest {

  private final Provider provider = new Provider();

  @Test
  void itsOwnErrorCodesAreUnderstoodWhereverTheyCome() {
    OAuthConnector connector =
        provider
            .describe()
            .scope("profile")
            .errors(
                Map.of(
                    "bad_code", ConnectorError.CODE_INVALID,
                    "not_authed", ConnectorError.TOKEN_INVALID,
                    "went_away", ConnectorError.ACCESS_DENIED))
            .build();

    Failing.with(
        ConnectorError.ACCESS_DENIED,
        () ->
            connector.complete(
                new AuthorizationResponse(Map.of("error", List.of("went_away"))),
                Provider.begin(connector)));

    provider.http.on("/userinfo", 200, "{\"ok\":false,\"error\":\"not_authed\"}");
    var refused = Failing.with(ConnectorError.TOKEN_INVALID, () -> signIn(connector));
    assertThat(refused.providerError()).contains("not_authed");

    provider.http.on("/token", 200, "{\"ok\":false,\"error\":\"bad_code\"}");
    Failing.with(ConnectorError.CODE_INVALID, () -> signIn(connector));
    // A refresh token is no code: the person must sign in again.
    Failing.with(
        ConnectorError.TOKEN_INVALID,
        () ->
            connector.refresh(new RefreshRequest(Secret.of("canary"), Optional.empty(), Set.of())));
  }

  @Test
  void anErrorOfUserinfoIsARefusalEvenWithStatus200() {
    OAuthConnector connector = provider.describe().scope("profile").build();
    provider.http.on("/userinfo", 200, "{\"error\":\"odd\",\"sub\":\"u1\"}");

    Failing.with(ConnectorError.AUTHORIZATION_FAILED, () -> signIn(connector));
  }

  @Test
  void userinfoIsAskedForByGetUnlessTheProviderWantsAPost() {
    signIn(provider.describe().scope("profile").build());
    signIn(provider.describe().scope("profile").userInfoByPost().build());

    assertThat(provider.http.at("/userinfo"))
        .extracting(ProviderRequest::method)
        .containsExactly("GET", "POST");
    // Some providers refuse any content, and the type of a content that is not there.
    assertThat(provider.http.at("/userinfo").get(1).body()).isEmpty();
    assertThat(provider.http.at("/userinfo").get(1).headers())
        .containsOnlyKeys("Accept", "Authorization");
  }

  @Test
  void aRefusedMethodIsNamed() {
    provider.http.on("/userinfo", 405, "{\"error\":\"method_not_allowed\"}");

    ConnectorException refused =
        Failing.with(
            ConnectorError.INVALID_RESPONSE,
            () -> signIn(provider.describe().scope("profile").userInfoByPost().build()));

    assertThat(refused).hasMessageContaining("another method than POST for the userinfo request");
    assertThat(refused.httpStatus()).hasValue(405);
  }

  @Test
  void userinfoMayNameTheSubjectInItsOwnWay() {
    OAuthConnector connector =
        provider
            .describe()
            .userInfoSubject("id")
            .profile(source -> ProfileMapper.STANDARD_CLAIMS.map(idTokenOnly(source)))
            .build();
    SignInSession session = Provider.begin(connector);
    String token = provider.sign(provider.claims(session));

    provider.http.on("/userinfo", 200, "{\"id\":\"u1\"}");
    assertThat(provider.signIn(connector, session, token).profile().id()).isEqualTo("u1");

    provider.http.on("/userinfo", 200, "{\"id\":\"u2\",\"sub\":\"u1\"}");
    Failing.with(ConnectorError.TOKEN_INVALID, () -> provider.signIn(connector, session, token));
    provider.http.on("/userinfo", 200, "{\"sub\":\"u1\"}");
    Failing.with(ConnectorError.INVALID_RESPONSE, () -> provider.signIn(connector, session, token));
  }

  @Test
  void anIdTokenMayLackTheNonceButNotHaveAnother() {
    OAuthConnector connector = provider.describe().withoutNonceInIdToken().build();
    SignInSession session = Provider.begin(connector);
    Map<String, Object> claims = provider.claims(session);
    assertThat(provider.signIn(connector, session, provider.sign(claims)).profile().id())
        .isEqualTo("u1");

    claims.remove("nonce");
    assertThat(provider.signIn(connector, session, provider.sign(claims)).profile().id())
        .isEqualTo("u1");

    for (Object other : List.of("another", "", 7)) {
      claims.put("nonce", other);
      Failing.with(
          ConnectorError.NONCE_MISMATCH,
          () -> provider.signIn(connector, session, provider.sign(claims)));
    }
  }

  @Test
  void aNonceThatIsMissingIsToldFromOneThatIsAnother() {
    OAuthConnector connector = provider.describe().build();
    SignInSession session = Provider.begin(connector);
    Map<String, Object> claims = provider.claims(session);
    claims.put("nonce", "another");
    String another = provider.sign(claims);
    claims.remove("nonce");
    String none = provider.sign(claims);

    assertThat(nonceMismatch(connector, session, another)).contains("belongs to another sign-in");
    assertThat(nonceMismatch(connector, session, none)).contains("has no nonce");
  }

  private String nonceMismatch(OAuthConnector connector, SignInSession session, String idToken) {
    return String.valueOf(
        Failing.with(
                ConnectorError.NONCE_MISMATCH, () -> provider.signIn(connector, session, idToken))
            .getMessage());
  }

  private static ProfileSource idTokenOnly(ProfileSource source) {
    return new ProfileSource(Claims.NONE, source.idToken(), source.response(), source.tokens());
  }

  private static void signIn(OAuthConnector connector) {
    connector.complete(Provider.callback(), Provider.begin(connector));
  }
}
