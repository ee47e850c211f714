package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses made to keep a parser busy, wherever addresses come in. */
@Timeout(30)
class LongAddressesTest {

  private final Provider provider = new Provider();

  static Stream<Arguments> addresses() {
    return Stream.of(
        arguments("a long path", "https://op.example/" + "a".repeat(1_000_000)),
        arguments("many @", "https://" + "@".repeat(100_000) + "op.example/"),
        arguments("many users", "https://" + "a:b@".repeat(100_000) + "op.example/"),
        arguments("many %", "https://op.example/" + "%".repeat(100_000)),
        arguments("many escapes", "https://op.example/" + "%41".repeat(100_000)),
        arguments("many labels", "https://" + "a.".repeat(100_000) + "example/"),
        arguments("many brackets", "https://" + "[".repeat(100_000)),
        arguments("many colons", "https://" + ":".repeat(100_000)),
        arguments("many digits of a port", "https://op.example:" + "9".repeat(100_000)),
        arguments("many steps upwards", "https://op.example" + "/..".repeat(100_000)),
        arguments("a long scheme", "h".repeat(100_000) + "://op.example"),
        arguments("white space", " ".repeat(100_000) + "https://op.example/"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("addresses")
  void inAProfile(String what, String address) {
    provider.http.on(
        "/userinfo",
        200,
        "{\"sub\":\"u1\",\"picture\":\"%1$s\",\"profile\":\"%1$s\",\"email\":\"%1$s\"}"
            .formatted(address));
    OAuthConnector connector = provider.describe().scope("profile").build();

    UserProfile profile =
        connector.complete(Provider.callback(), Provider.begin(connector)).profile();

    assertThat(profile.email()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("addresses")
  void inADiscoveryDocument(String what, String address) {
    provider.http.on(
        "/.well-known/openid-configuration",
        200,
        """
        {"issuer":"%1$s","authorization_endpoint":"%1$s","token_endpoint":"%1$s",
         "jwks_uri":"%1$s","userinfo_endpoint":"%1$s"}
        """
            .formatted(address));
    OAuthConnector connector = provider.describe().issuer(URI.create(Provider.ISSUER)).build();

    Failing.with(ConnectorError.INVALID_CONFIG, connector::start);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("addresses")
  void inACallback(String what, String address) {
    OAuthConnector connector = provider.describe().build();
    SignInSession session = Provider.begin(connector);

    Failing.with(
        ConnectorError.ISSUER_MISMATCH,
        () ->
            connector.complete(
                new AuthorizationResponse(
                    Map.of("code", List.of("canary"), "iss", List.of(address))),
                session));
    assertThat(provider.http.requests).isEmpty();
  }
}
