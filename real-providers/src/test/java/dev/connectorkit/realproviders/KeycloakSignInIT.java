package dev.connectorkit.realproviders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RevocationRequest.Kind;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.testkit.plugin.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The built connector-oidc signs people in at Keycloak; told by the host and by Keycloak. */
@ExtendWith(KeycloakServer.class)
class KeycloakSignInIT {

  @TempDir private Path plugins;
  private Realm realm;
  private Portal portal;

  @BeforeEach
  void open(Keycloak running) {
    realm = running.realm();
    portal = Portal.open(plugins, running.tls().authority());
  }

  @AfterEach
  void close() {
    if (portal != null) {
      portal.close();
    }
  }

  @Test
  void anIssuerAndAClientAreEnoughToSignIn() {
    String client = realm.register(Map.of(), Map.of());
    Employee ada = realm.hire();
    portal.at(realm.issuer(), client, Map.of());

    CompletedSignIn done = portal.signIn(ada);

    assertThat(done.profile().id()).isEqualTo(ada.id());
    assertThat(done.profile().username()).contains(ada.username());
    assertThat(done.profile().name()).contains("Ada Lovelace");
    assertThat(done.profile().email()).contains(ada.email());
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(done.tokens().scopes()).contains("openid", "profile", "email");
    assertThat(done.tokens().expiresAt()).isPresent();
    assertThat(realm.events(client, "LOGIN"))
        .singleElement()
        .satisfies(login -> assertThat(login.get("userId").asText()).isEqualTo(ada.id()));
    assertThat(realm.events(client, "CODE_TO_TOKEN"))
        .singleElement()
        .satisfies(
            code -> assertThat(code.at("/details/client_auth_method").asText()).isNotEmpty());
    assertThat(realm.events(client, "USER_INFO_REQUEST")).hasSize(1);
  }

  @Test
  void theCallbackMayComeAsAForm() {
    String client = realm.register(Map.of(), Map.of());
    Employee ada = realm.hire();
    portal.at(realm.issuer(), client, Map.of("responseMode", "form_post"));
    Visitor visitor = portal.visitor();

    StartedSignIn started = portal.begin();
    Page form = visitor.logIn(visitor.open(started.authorizationUri()), ada);
    Page callback = visitor.submit(form, Map.of(), Optional.empty());

    assertThat(callback.address().getQuery()).isNull();
    assertThat(portal.complete(started, callback).profile().id()).isEqualTo(ada.id());
  }

  @Test
  void aCodeServesOnce() {
    String client = realm.register(Map.of(), Map.of());
    portal.at(realm.issuer(), client, Map.of());
    Visitor visitor = portal.visitor();
    StartedSignIn started = portal.begin();
    Page callback = visitor.logIn(visitor.open(started.authorizationUri()), realm.hire());

    portal.complete(started, callback);

    Failure.with(ConnectorError.SIGN_IN_NOT_FOUND, () -> portal.complete(started, callback));
    assertThat(realm.events(client, "CODE_TO_TOKEN")).hasSize(1);
    assertThat(realm.events(client, "CODE_TO_TOKEN_ERROR")).isEmpty();
  }

  // Tokens

  @Test
  void tokensAreRenewed() {
    String client = realm.register(Map.of(), Map.of());
    portal.at(realm.issuer(), client, Map.of());
    CompletedSignIn done = portal.signIn(realm.hire());

    TokenSet renewed = portal.renew(done);

    assertThat(renewed.accessToken()).isNotEqualTo(done.tokens().accessToken());
    assertThat(renewed.idToken()).isPresent();
    assertThat(realm.userInfo(renewed.accessToken().reveal()).statusCode()).isEqualTo(200);
    assertThat(realm.events(client, "REFRESH_TOKEN")).hasSize(1);
  }

  @Test
  void aRevokedSignInIsOver() {
    String client = realm.register(Map.of(), Map.of());
    Employee ada = realm.hire();
    portal.at(realm.issuer(), client, Map.of());
    CompletedSignIn done = portal.signIn(ada);
    String refreshToken = done.tokens().refreshToken().orElseThrow().reveal();
    assertThat(realm.sessions(ada)).isEqualTo(1);

    portal.revoke(done.tokens().refreshToken().orElseThrow(), Kind.REFRESH_TOKEN);

    assertThat(realm.refresh(client, refreshToken).statusCode()).isEqualTo(400);
    assertThat(realm.userInfo(done.tokens().accessToken().reveal()).statusCode()).isEqualTo(401);
    assertThat(realm.sessions(ada)).isZero();
    assertThat(realm.events(client, "REVOKE_GRANT")).hasSize(1);
    Failure.with(ConnectorError.TOKEN_INVALID, () -> portal.renew(done));
  }

  @Test
  void anAccessTokenIsRevokedAlone() {
    String client = realm.register(Map.of(), Map.of());
    portal.at(realm.issuer(), client, Map.of());
    CompletedSignIn done = portal.signIn(realm.hire());

    portal.revoke(done.tokens().accessToken(), Kind.ACCESS_TOKEN);

    assertThat(realm.userInfo(done.tokens().accessToken().reveal()).statusCode()).isEqualTo(401);
    assertThat(portal.renew(done).accessToken()).isNotNull();
  }

  // What goes wrong

  @Test
  void aWrongClientSecretIsTheOperatorsAffair() {
    String client = realm.register(Map.of(), Map.of());
    portal.at(realm.issuer(), client, Map.of("clientSecret", "another-secret"));

    ConnectorException failure =
        Failure.with(ConnectorError.INVALID_CONFIG, () -> portal.signIn(realm.hire()));

    assertThat(failure).hasMessageContaining("clientSecret");
    assertThat(failure.problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly("/clientId", "/clientSecret");
    assertThat(failure.toString()).doesNotContain("another-secret");
    assertThat(portal.health()).isEqualTo(ConnectorHealth.Status.UNUSABLE);
    assertThat(errors(realm.events(client, "CODE_TO_TOKEN_ERROR")))
        .containsOnly("invalid_client_credentials");
  }

  @Test
  void theRightClientSecretIsToldWithoutAPerson() {
    String client = realm.register(Map.of(), Map.of());
    portal.at(realm.issuer(), client, Map.of());

    assertThat(portal.health()).isEqualTo(ConnectorHealth.Status.USABLE);
    assertThat(errors(realm.events(client, "CODE_TO_TOKEN_ERROR"))).containsOnly("invalid_code");
  }

  @Test
  void aDisabledPersonDoesNotGetToThePortal() {
    String client = realm.register(Map.of(), Map.of());
    Employee ada = realm.hire();
    realm.disable(ada);
    portal.at(realm.issuer(), client, Map.of());
    Visitor visitor = portal.visitor();

    Page page = visitor.logIn(visitor.open(portal.begin().authorizationUri()), ada);

    assertThat(page.text()).contains("disabled");
    assertThat(errors(realm.events(client, "LOGIN_ERROR"))).containsExactly("user_disabled");
  }

  @Test
  void somebodyDisabledLaterIsNotRenewed() {
    String client = realm.register(Map.of(), Map.of());
    Employee ada = realm.hire();
    portal.at(realm.issuer(), client, Map.of());
    CompletedSignIn done = portal.signIn(ada);

    realm.disable(ada);

    Failure.with(ConnectorError.TOKEN_INVALID, () -> portal.renew(done));
    assertThat(errors(realm.events(client, "REFRESH_TOKEN_ERROR"))).hasSize(1);
  }

  @Test
  void somebodyDisabledBetweenLogInAndCallbackDoesNotSignIn() {
    String client = realm.register(Map.of(), Map.of());
    Employee ada = realm.hire();
    portal.at(realm.issuer(), client, Map.of());
    Visitor visitor = portal.visitor();
    StartedSignIn started = portal.begin();
    Page callback = visitor.logIn(visitor.open(started.authorizationUri()), ada);

    realm.disable(ada);

    Failure.with(ConnectorError.CODE_INVALID, () -> portal.complete(started, callback));
    assertThat(errors(realm.events(client, "CODE_TO_TOKEN_ERROR"))).hasSize(1);
  }

  @Test
  void aPersonWhoSaysNoIsTakenAtTheirWord() {
    String client = realm.register(Map.of("consentRequired", true), Map.of());
    portal.at(realm.issuer(), client, Map.of());
    Visitor visitor = portal.visitor();
    StartedSignIn started = portal.begin();
    Page consent = visitor.logIn(visitor.open(started.authorizationUri()), realm.hire());

    Page callback = visitor.submit(consent, Map.of(), Optional.of("cancel"));

    Failure.with(ConnectorError.ACCESS_DENIED, () -> portal.complete(started, callback));
    assertThat(errors(realm.events(client, "LOGIN_ERROR"))).containsExactly("rejected_by_user");
    assertThat(realm.events(client, "CODE_TO_TOKEN")).isEmpty();
  }

  @Test
  void aPersonWhoSaysYesIsSignedIn() {
    String client = realm.register(Map.of("consentRequired", true), Map.of());
    Employee ada = realm.hire();
    portal.at(realm.issuer(), client, Map.of());
    Visitor visitor = portal.visitor();
    StartedSignIn started = portal.begin();
    Page consent = visitor.logIn(visitor.open(started.authorizationUri()), ada);

    Page callback = visitor.submit(consent, Map.of(), Optional.of("accept"));

    assertThat(portal.complete(started, callback).profile().id()).isEqualTo(ada.id());
    assertThat(realm.events(client, "LOGIN"))
        .singleElement()
        .satisfies(
            login ->
                assertThat(login.at("/details/consent").asText()).isEqualTo("consent_granted"));
  }

  private static List<String> errors(List<JsonNode> events) {
    return events.stream().map(event -> event.path("error").asText()).toList();
  }
}
