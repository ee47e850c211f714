package dev.connectorkit.realproviders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.testkit.plugin.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Keycloak gets another signing key, and drops the one before. */
@ExtendWith(KeycloakServer.class)
class KeycloakKeysIT {

  private static final String TOKEN = "/realms/staff/protocol/openid-connect/token";
  // For so long the keys are kept without asking again.
  private static final Duration KEPT = Duration.ofMinutes(15);

  private final LaterClock clock = new LaterClock();
  @TempDir private Path plugins;
  private Realm realm;
  private Relay relay;
  private Portal portal;
  private String client;

  @BeforeEach
  void open(Keycloak keycloak) throws IOException {
    realm = keycloak.realm();
    client = realm.register(Map.of(), Map.of());
    relay = new Relay(keycloak);
    portal =
        Portal.open(plugins, keycloak.tls().authority(), clock)
            .at(relay.issuer(), client, Map.of());
  }

  @AfterEach
  void close() {
    if (portal != null) {
      portal.close();
    }
    if (relay != null) {
      relay.close();
    }
  }

  @Test
  void theNextSignInKnowsTheNewKey() {
    Employee ada = realm.hire();
    CompletedSignIn before = portal.signIn(ada);
    assertThat(kid(before)).isEqualTo(realm.signingKey());

    realm.replaceSigningKey();

    CompletedSignIn after = portal.signIn(ada);
    assertThat(after.profile().id()).isEqualTo(ada.id());
    assertThat(kid(after)).isEqualTo(realm.signingKey()).isNotEqualTo(kid(before));
    assertThat(realm.publishedKeys()).contains(kid(after)).doesNotContain(kid(before));
    assertThat(realm.userInfo(before.tokens().accessToken().reveal()).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenOfARemovedKeyIsRefused() {
    Employee ada = realm.hire();
    // Genuine and of this very sign-in, and its key is gone before anybody could look it up.
    relay.beforeArrivalFrom(TOKEN, realm::replaceSigningKey);

    Failure.with(ConnectorError.ID_TOKEN_INVALID, () -> portal.signIn(ada));

    assertThat(realm.events(client, "CODE_TO_TOKEN")).hasSize(1);
    assertThat(realm.events(client, "USER_INFO_REQUEST")).isEmpty();
    assertThat(portal.signIn(ada).profile().id()).isEqualTo(ada.id());
  }

  @Test
  void aRemovedKeyIsForgottenWithTheKeySet() {
    Employee ada = realm.hire();
    portal.signIn(ada);

    clock.advance(KEPT.plusSeconds(1));
    relay.beforeArrivalFrom(TOKEN, realm::replaceSigningKey);

    Failure.with(ConnectorError.ID_TOKEN_INVALID, () -> portal.signIn(ada));
  }

  private static String kid(CompletedSignIn done) {
    return IdTokenParts.header(done).path("kid").asText();
  }
}
