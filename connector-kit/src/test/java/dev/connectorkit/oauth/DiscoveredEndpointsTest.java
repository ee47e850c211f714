package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A discovery document says where a provider is, and not what this client is content with. */
class DiscoveredEndpointsTest {

  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final Provider provider = new Provider();
  private final Map<String, Object> document =
      new LinkedHashMap<>(
          Map.of(
              "issuer", Provider.ISSUER,
              "authorization_endpoint", Provider.ISSUER + "/authorize",
              "token_endpoint", Provider.ISSUER + "/token",
              "userinfo_endpoint", Provider.ISSUER + "/userinfo",
              "jwks_uri", Provider.ISSUER + "/jwks"));

  @Test
  void cannotTalkTheClientIntoUnsignedTokens() {
    document.put("id_token_signing_alg_values_supported", List.of("none"));
    document.put("userinfo_signing_alg_values_supported", List.of("none"));
    OAuthConnector connector = discovered();
    SignInSession session = Provider.begin(connector);
    String signed = provider.sign(provider.claims(session));
    String unsigned = Base64URL.encode("{\"alg\":\"none\"}") + "." + signed.split("\\.")[1] + ".";

    Failing.with(
        ConnectorError.ID_TOKEN_INVALID, () -> provider.signIn(connector, session, unsigned));
    assertThat(provider.http.at("/userinfo")).isEmpty();
    assertThat(provider.signIn(connector, session, signed).profile().id()).isEqualTo("u1");
  }

  @Test
  void cannotTalkTheClientIntoAWeakerProof() {
    document.put("code_challenge_methods_supported", List.of("plain"));
    document.put("token_endpoint_auth_methods_supported", List.of("none"));
    document.put("response_types_supported", List.of("token", "id_token"));
    document.put("response_modes_supported", List.of("fragment"));
    OAuthConnector connector = discovered();

    var query =
        ScriptedHttp.parameters(
            connector
                .authorize(
                    new dev.connectorkit.spi.AuthorizationRequest(
                        "s", URI.create(Provider.REDIRECT)))
                .uri()
                .getRawQuery());

    assertThat(query)
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("response_type", "code")
        .doesNotContainKey("response_mode");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://op.example/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/x",
        "http://localhost.evil.example/x",
        "http://127.0.0.1.evil.example/x",
        "ftp://op.example/x",
        "file:///etc/passwd",
        "jar:file:///x.jar!/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "//op.example/x",
        "/x",
        "https://user:password@op.example/x",
        "https://op.example/x#fragment",
        "https:///x",
        "https://op.example/ x"
      })
  void areRefusedUnlessTheyAreHttpsAndPlain(String address) {
    for (String member :
        List.of("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")) {
      String good = (String) document.put(member, address);
      OAuthConnector connector = discovered();

      var refused = Failing.with(ConnectorError.INVALID_RESPONSE, () -> Provider.begin(connector));
      assertThat(refused).hasMessageContaining(member);

      document.put(member, good);
    }
    assertThat(provider.http.requests)
        .allSatisfy(request -> assertThat(request.uri().getPath()).isEqualTo(DISCOVERY));
  }

  @Test
  void aGivenEndpointIsHeldToTheSame() {
    URI good = URI.create("https://op.example/x");
    for (String bad :
        List.of("http://op.example/x", "https://u@op.example/x", "https://op.example/x#f", "x")) {
      assertThatThrownBy(() -> Endpoints.of(URI.create(bad), good))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Endpoints.of(good, good).withUserInfo(URI.create(bad)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Endpoints.of(URI.create("http://localhost:1/a"), URI.create("http://[::1]:1/t")))
        .isNotNull();
  }

  private OAuthConnector discovered() {
    provider.http.on(DISCOVERY, 200, Provider.json(document));
    return provider.describe().issuer(URI.create(Provider.ISSUER)).build();
  }
}
