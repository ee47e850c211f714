package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses that come from a provider, a token or a browser lead a connector nowhere. */
@Timeout(60)
class ForeignAddressesTest {

  /** What an attacker would like to have fetched. */
  private static final List<String> INNER =
      List.of(
          "http://localhost:%d/inner",
          "http://127.0.0.1:%d/inner",
          "http://127.0.0.2:%d/inner",
          "http://[::1]:%d/inner",
          "http://0.0.0.0:%d/inner",
          "http://2130706433:%d/inner",
          "https://localhost:%d/inner",
          "https://10.0.0.5/inner",
          "https://192.168.1.1/inner",
          "http://169.254.169.254/latest/meta-data/",
          "https://evil.example/inner",
          "file:///etc/passwd",
          "jar:http://localhost:%d/a.jar!/b");

  static Stream<Arguments> endpoints() {
    return Stream.of("token_endpoint", "userinfo_endpoint", "revocation_endpoint")
        .flatMap(endpoint -> INNER.stream().map(address -> Arguments.of(endpoint, address)));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("endpoints")
  void aDiscoveryDocumentLeadsToDeclaredOriginsOnly(String endpoint, String address)
      throws Exception {
    var lookedUp = new CopyOnWriteArrayList<String>();
    try (var inner = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        var provider = provider(Map.of(endpoint, address.formatted(inner.origin().getPort())), "");
        var connections =
            ProviderConnections.open(
                HttpSettings.defaults(),
                host -> {
                  lookedUp.add(host);
                  return InetAddress.getAllByName(host);
                })) {
      OAuthConnector connector = connector(connections, provider);

      ConnectorException refused =
          catchThrowableOfType(
              ConnectorException.class,
              () -> {
                complete(connector, Map.of());
                connector.revoke(
                    new RevocationRequest(Secret.of("token"), RevocationRequest.Kind.ACCESS_TOKEN));
              });

      // Either it is no web address, and so none at all, or it is refused on the way out.
      assertThat(refused).isNotNull();
      assertThat(inner.connections()).isZero();
      assertThat(lookedUp).containsOnly("localhost");
    }
  }

  @Test
  void addressesInAProfileAreData() throws Exception {
    try (var inner = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        var provider =
            provider(
                Map.of(),
                ",\"picture\":\"%1$s\",\"profile\":\"%1$s\",\"website\":\"%1$s\""
                    .formatted(inner.uri()));
        var connections = ProviderConnections.open(HttpSettings.defaults())) {
      SignIn signIn = complete(connector(connections, provider), Map.of());

      assertThat(signIn.profile().id()).isEqualTo("u1");
      assertThat(inner.connections()).isZero();
    }
  }

  @Test
  void addressesFromABrowserAreNotEvenRead() throws Exception {
    try (var inner = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        var provider = provider(Map.of(), "");
        var connections = ProviderConnections.open(HttpSettings.defaults())) {
      String address = inner.uri().toString();

      complete(
          connector(connections, provider),
          Map.of(
              "request_uri", List.of(address),
              "jku", List.of(address),
              "token_endpoint", List.of(address),
              "redirect_uri", List.of(address),
              "session_state", List.of(address)));

      assertThat(inner.connections()).isZero();
    }
  }

  /**
   * @param endpoints instead of the provider's own
   * @param claims more of them, in JSON
   */
  private static RawServer provider(Map<String, String> endpoints, String claims)
      throws IOException {
    return RawServer.plain(
        it -> {
          String path = it.lastRequest().split(" ")[1];
          String origin = "http://" + it.lastRequest().split("Host: ")[1].split("\r\n")[0];
          String body =
              switch (path) {
                case "/.well-known/openid-configuration" -> document(origin, endpoints);
                case "/token" -> "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}";
                default -> "{\"sub\":\"u1\"" + claims + "}";
              };
          it.send(
              "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body));
        });
  }

  private static String document(String origin, Map<String, String> endpoints) {
    var json = new StringBuilder("{\"issuer\":\"" + origin + "\"");
    for (String name :
        List.of(
            "authorization_endpoint",
            "token_endpoint",
            "userinfo_endpoint",
            "revocation_endpoint")) {
      String path = origin + "/" + name.replace("_endpoint", "");
      json.append(",\"%s\":\"%s\"".formatted(name, endpoints.getOrDefault(name, path)));
    }
    return json.append("}").toString();
  }

  private static OAuthConnector connector(ProviderConnections connections, RawServer provider) {
    return OAuthConnector.builder(
            new OneInstance(connections.open("test", Set.of(provider.origin()))))
        .issuer(provider.origin())
        .client(ClientAuthentication.basic("client", Secret.of("secret")))
        .scope("profile")
        .build();
  }

  private static SignIn complete(OAuthConnector connector, Map<String, List<String>> more) {
    SignInSession session =
        connector
            .authorize(new AuthorizationRequest("s", URI.create("https://app.example/cb")))
            .session();
    var parameters = new java.util.HashMap<>(more);
    parameters.put("code", List.of("code"));
    parameters.put("state", List.of("s"));
    return connector.complete(new AuthorizationResponse(parameters), session);
  }
}
