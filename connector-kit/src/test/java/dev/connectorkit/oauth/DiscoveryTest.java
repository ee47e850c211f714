package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

  private static final String PATH = "/.well-known/openid-configuration";

  private final Provider provider = new Provider();
  private final Discovery discovery = new Discovery(URI.create(Provider.ISSUER), provider);

  @Test
  void findsTheEndpoints() {
    provider.http.on(PATH, 200, document(Provider.ISSUER));

    Endpoints endpoints = discovery.get();

    assertThat(endpoints.authorization()).hasToString("https://op.example/a");
    assertThat(endpoints.jwks()).contains(URI.create("https://op.example/jwks"));
    assertThat(endpoints.issuerInResponse()).isTrue();
  }

  @Test
  void anotherIssuerIsRefusedAlsoByASlash() {
    for (String stated : new String[] {"https://evil.example", Provider.ISSUER + "/", ""}) {
      provider.http.on(PATH, 200, document(stated));
      Failing.with(
          ConnectorError.INVALID_CONFIG,
          () -> new Discovery(URI.create(Provider.ISSUER), provider).get());
    }
  }

  @Test
  void isAskedOnceAnHour() {
    provider.http.on(PATH, 200, document(Provider.ISSUER));
    discovery.get();
    discovery.get();
    assertThat(provider.http.at(PATH)).hasSize(1);

    provider.clock.advance(Duration.ofMinutes(61));
    discovery.get();
    assertThat(provider.http.at(PATH)).hasSize(2);
  }

  @Test
  void anOldDocumentServesWhileTheProviderIsDown() {
    provider.http.on(PATH, 200, document(Provider.ISSUER));
    discovery.get();
    provider.clock.advance(Duration.ofHours(2));
    provider.http.on(PATH, 503, "");

    assertThat(discovery.get().token()).hasToString("https://op.example/t");
    discovery.get();
    assertThat(provider.http.at(PATH)).hasSize(2);
  }

  @Test
  void aFailureIsRememberedForAMoment() {
    provider.http.on(PATH, 503, "");
    Failing.with(ConnectorError.UNAVAILABLE, discovery::get);
    Failing.with(ConnectorError.UNAVAILABLE, discovery::get);
    assertThat(provider.http.at(PATH)).hasSize(1);

    provider.clock.advance(Duration.ofSeconds(6));
    provider.http.on(PATH, 200, document(Provider.ISSUER));
    assertThat(discovery.get()).isNotNull();
  }

  @Test
  void aDocumentWithoutAnEndpointIsRefused() {
    provider.http.on(
        PATH, 200, document(Provider.ISSUER).replace("token_endpoint", "other_endpoint"));

    Failing.with(ConnectorError.INVALID_RESPONSE, discovery::get);
  }

  private static String document(String issuer) {
    return """
        {"issuer":"%s","authorization_endpoint":"https://op.example/a",
         "token_endpoint":"https://op.example/t","jwks_uri":"https://op.example/jwks",
         "authorization_response_iss_parameter_supported":true}
        """
        .formatted(issuer);
  }
}
