package dev.connectorkit.realproviders;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RevocationRequest.Kind;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.testkit.plugin.Failure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a client can prove itself at Keycloak, certificates apart. */
@ExtendWith(KeycloakServer.class)
class KeycloakClientAuthenticationIT {

  private static final String ALLOWED_METHOD = "client.secret.authentication.allowed.method";
  private static final String ALGORITHM = "token.endpoint.auth.signing.alg";

  @TempDir private Path plugins;
  private Realm realm;
  private Portal portal;

  @BeforeEach
  void open(Keycloak keycloak) {
    realm = keycloak.realm();
    portal = Portal.open(plugins, keycloak.tls().authority());
  }

  @AfterEach
  void close() {
    if (portal != null) {
      portal.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
  void aSecretTravelsTheOneWayThatIsAllowed(String method) {
    String client = realm.register(Map.of(), Map.of(ALLOWED_METHOD, method));

    portal.at(realm.issuer(), client, Map.of("clientAuthentication", method));

    assertUsable(client, "client-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void aSecretSigns(String algorithm) {
    String client =
        realm.register(
            Map.of("clientAuthenticatorType", "client-secret-jwt"), Map.of(ALGORITHM, algorithm));

    portal.at(
        realm.issuer(),
        client,
        Map.of("clientAuthentication", "client_secret_jwt", "assertionAlgorithm", algorithm));

    assertUsable(client, "client-secret-jwt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "PS256", "ES256", "ES384"})
  void aKeySigns(String algorithm) throws Exception {
    JWK key = newKey(algorithm);
    String client = registerKey(key, algorithm);

    portal.at(realm.issuer(), client, privateKey(key, algorithm));

    assertUsable(client, "client-jwt");
  }

  @Test
  void aPublicClientHasPkceAlone() {
    String client = realm.register(Map.of("publicClient", true), Map.of());

    portal.at(realm.issuer(), client, Map.of("clientAuthentication", "none"));

    CompletedSignIn done = portal.signIn(realm.hire());
    assertThat(portal.renew(done).accessToken()).isNotNull();
    assertThat(realm.events(client, "CODE_TO_TOKEN")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"client_secret_basic,client_secret_post", "client_secret_post,client_secret_basic"})
  void theOtherWayIsRefused(String allowed, String configured) {
    String client = realm.register(Map.of(), Map.of(ALLOWED_METHOD, allowed));

    portal.at(realm.issuer(), client, Map.of("clientAuthentication", configured));

    assertRefused(client, "/clientSecret");
  }

  @Test
  void aKeyThatKeycloakDoesNotKnowIsRefused() throws Exception {
    String client = registerKey(newKey("RS256"), "RS256");

    portal.at(realm.issuer(), client, privateKey(newKey("RS256"), "RS256"));

    assertRefused(client, "/privateKey");
  }

  /** Signs in, renews, revokes and checks: four requests that each prove the client. */
  private void assertUsable(String client, String method) {
    CompletedSignIn done = portal.signIn(realm.hire());
    TokenSet renewed = portal.renew(done);
    portal.revoke(renewed.refreshToken().orElseThrow(), Kind.REFRESH_TOKEN);

    assertThat(portal.health()).isEqualTo(ConnectorHealth.Status.USABLE);
    for (String type : List.of("CODE_TO_TOKEN", "REFRESH_TOKEN", "REVOKE_GRANT")) {
      assertThat(realm.events(client, type))
          .as(type)
          .singleElement()
          .satisfies(
              event ->
                  assertThat(event.at("/details/client_auth_method").asText()).isEqualTo(method));
    }
  }

  private void assertRefused(String client, String property) {
    assertThat(
            Failure.with(ConnectorError.INVALID_CONFIG, () -> portal.signIn(realm.hire()))
                .problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly("/clientId", property);
    assertThat(portal.health()).isEqualTo(ConnectorHealth.Status.UNUSABLE);
    assertThat(realm.events(client, "CODE_TO_TOKEN")).isEmpty();
  }

  private String registerKey(JWK key, String algorithm) {
    return realm.register(
        Map.of("clientAuthenticatorType", "client-jwt"),
        Map.of(
            ALGORITHM,
            algorithm,
            "use.jwks.string",
            "true",
            "jwks.string",
            new JWKSet(key.toPublicJWK()).toString()));
  }

  private static Map<String, Object> privateKey(JWK key, String algorithm) {
    var config = new HashMap<String, Object>();
    config.put("clientAuthentication", "private_key_jwt");
    config.put("privateKey", key.toJSONString());
    config.put("assertionAlgorithm", algorithm);
    return config;
  }

  private static JWK newKey(String algorithm) throws JOSEException {
    return algorithm.startsWith("ES")
        ? new ECKeyGenerator(algorithm.equals("ES256") ? Curve.P_256 : Curve.P_384)
            .keyID("portal")
            .keyUse(KeyUse.SIGNATURE)
            .generate()
        : new RSAKeyGenerator(2048).keyID("portal").keyUse(KeyUse.SIGNATURE).generate();
  }
}
