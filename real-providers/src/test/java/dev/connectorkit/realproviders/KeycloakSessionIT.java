package dev.connectorkit.realproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.testkit.plugin.Failure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Keycloak asks somebody who has a session there already, as the portal wishes. */
@ExtendWith(KeycloakServer.class)
class KeycloakSessionIT {

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
  void whoIsLoggedInAlreadyIsNotAskedAgain() {
    Employee ada = realm.hire();
    Visitor visitor = loggedIn(ada, Map.of());

    StartedSignIn again = portal.begin();
    Page callback = visitor.open(again.authorizationUri());

    assertThat(portal.complete(again, callback).profile().id()).isEqualTo(ada.id());
  }

  @Test
  void promptLoginAsksForThePasswordAgain() {
    Employee ada = realm.hire();
    Visitor visitor = loggedIn(ada, Map.of());

    StartedSignIn again = portal.begin(Map.of(Hint.PROMPT, "login"));
    Page page = visitor.open(again.authorizationUri());

    assertThat(page.asksForPassword()).isTrue();
    assertThat(portal.complete(again, visitor.logIn(page, ada)).profile().id()).isEqualTo(ada.id());
  }

  @Test
  void promptNoneFailsForSomebodyWhoIsNotLoggedIn() {
    String client = realm.register(Map.of(), Map.of());
    portal.at(realm.issuer(), client, Map.of());

    StartedSignIn started = portal.begin(Map.of(Hint.PROMPT, "none"));
    Page callback = portal.visitor().open(started.authorizationUri());

    ConnectorException failure =
        Failure.with(ConnectorError.AUTHORIZATION_FAILED, () -> portal.complete(started, callback));
    assertThat(failure.providerError()).contains("login_required");
  }

  @Test
  void aLogInThatIsTooOldIsAskedForAgain() {
    Employee ada = realm.hire();
    Visitor visitor = loggedIn(ada, Map.of());
    long loggedIn = Instant.now().getEpochSecond();
    await().until(() -> Instant.now().getEpochSecond() > loggedIn + 2);

    StartedSignIn again = portal.begin(Map.of(Hint.MAX_AGE, "1"));
    Page page = visitor.open(again.authorizationUri());

    assertThat(page.asksForPassword()).isTrue();
    CompletedSignIn done = portal.complete(again, visitor.logIn(page, ada));
    assertThat(IdTokenParts.claims(done).path("auth_time").asLong()).isGreaterThan(loggedIn);
  }

  @Test
  void aLogInThatIsYoungEnoughServes() {
    Employee ada = realm.hire();
    Visitor visitor = loggedIn(ada, Map.of("maxAge", 3600));

    StartedSignIn again = portal.begin();
    Page callback = visitor.open(again.authorizationUri());

    CompletedSignIn done = portal.complete(again, callback);
    assertThat(IdTokenParts.claims(done).path("auth_time").asLong()).isPositive();
  }

  /** Keycloak's own levels: 0 for somebody whom a cookie logs in, 1 with a password. */
  @Test
  void theLevelOfAuthenticationIsTold() {
    Employee ada = realm.hire();
    Visitor visitor = loggedIn(ada, Map.of("claimsFrom", "id_token"));

    StartedSignIn again = portal.begin();
    CompletedSignIn done = portal.complete(again, visitor.open(again.authorizationUri()));

    assertThat(done.profile().raw()).containsEntry("acr", "0");
  }

  @Test
  void aWishForAHigherLevelAsksForThePasswordAgain() {
    Employee ada = realm.hire();
    Visitor visitor = loggedIn(ada, Map.of("claimsFrom", "id_token", "acrValues", "1"));

    StartedSignIn again = portal.begin();
    Page page = visitor.open(again.authorizationUri());

    assertThat(page.asksForPassword()).isTrue();
    CompletedSignIn done = portal.complete(again, visitor.logIn(page, ada));
    assertThat(done.profile().raw()).containsEntry("acr", "1");
  }

  @Test
  void aLogInHintIsFilledIn() {
    String client = realm.register(Map.of(), Map.of());
    Employee ada = realm.hire();
    portal.at(realm.issuer(), client, Map.of());

    StartedSignIn started = portal.begin(Map.of(Hint.LOGIN_HINT, ada.username()));
    Page page = portal.visitor().open(started.authorizationUri());

    assertThat(page.content().select("input[name=username]").val()).isEqualTo(ada.username());
  }

  /** Somebody with a session at Keycloak, from a first sign-in. */
  private Visitor loggedIn(Employee employee, Map<String, ?> config) {
    String client = realm.register(Map.of(), Map.of());
    portal.at(realm.issuer(), client, config);
    Visitor visitor = portal.visitor();
    StartedSignIn started = portal.begin();
    portal.complete(started, visitor.logIn(visitor.open(started.authorizationUri()), employee));
    return visitor;
  }
}
