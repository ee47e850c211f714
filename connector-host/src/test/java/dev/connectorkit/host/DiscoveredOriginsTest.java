package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A standard connector at a provider that the operator named, over real sockets. The provider's
 * document may name any endpoint; the host goes to the origins of the config only.
 */
class DiscoveredOriginsTest {

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ScriptedFactory oidc = new ScriptedFactory("oidc");
  private volatile String token = "{issuer}/token";
  private volatile String userInfo = "{issuer}/userinfo";
  private HttpServer provider;
  private ServerSocket elsewhere;
  private ConnectorHost host;
  private String issuer;

  @BeforeEach
  void open() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://localhost:" + provider.getAddress().getPort();
    provider.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().getPath());
          byte[] body = answer(exchange.getRequestURI().getPath()).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    provider.start();
    elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    oidc.metadata = builder -> builder.standard(true);
    oidc.schema =
        """
        {"type": "object", "required": ["issuer"], "properties": {
          "issuer": {"type": "string", "format": "https-uri", "x-origin": true},
          "origins": {"type": "array", "x-origin": true, "items": {"type": "string"}}}}
        """;
    oidc.create =
        (config, context) ->
            OAuthConnector.builder(context)
                .issuer(URI.create(config.text("issuer")))
                .client(ClientAuthentication.none("client"))
                .scope("profile")
                .build();
    host =
        ConnectorHost.builder()
            .connector(oidc)
            .publicBaseUrl(URI.create("https://app.example"))
            .open();
  }

  @AfterEach
  void close() throws IOException {
    host.close();
    provider.stop(0);
    elsewhere.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:{elsewhere}/x",
        "http://127.0.0.1:{elsewhere}/x",
        "http://[::1]:{elsewhere}/x",
        "https://localhost:{elsewhere}/x",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/x",
        "https://192.168.0.1/x",
        "https://[fd00::1]/x",
        "https://metadata.google.internal/x",
        "https://evil.example/x"
      })
  void anEndpointElsewhereIsNotAsked(String endpoint) throws IOException {
    String other = endpoint.replace("{elsewhere}", String.valueOf(elsewhere.getLocalPort()));
    token = other;
    requireRefused("one");

    token = "{issuer}/token";
    userInfo = other;
    requireRefused("two");

    elsewhere.setSoTimeout(1);
    assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
  }

  private void requireRefused(String instance) {
    assertThatThrownBy(() -> host.addInstance(instance, "oidc", Map.of("issuer", issuer)))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.ORIGIN_NOT_ALLOWED))
        .hasMessageContaining("names endpoints at");
  }

  @Test
  void anEndpointThatTheOperatorNamedIsAsked() {
    token = issuer.replace("localhost", "127.0.0.1") + "/token";
    host.addInstance(
        "one",
        "oidc",
        Map.of("issuer", issuer, "origins", List.of(issuer.replace("localhost", "127.0.0.1"))));
    var browser = new CookieJar();

    assertThat(browser.complete(host, "one", browser.begin(host, "one"), "code")).isEqualTo("u1");
    assertThat(requests)
        .containsExactly("/.well-known/openid-configuration", "/token", "/userinfo");
  }

  @Test
  void aCodeOfOneProviderIsNotSentToTheNextThatTheConfigNames() {
    host.addInstance("one", "oidc", Map.of("issuer", issuer));
    var browser = new CookieJar();
    String state = browser.begin(host, "one");
    // An instance of a standard connector keeps its target, so only the connector can tell.
    String other = issuer.replace("localhost", "127.0.0.1");
    issuer = other;
    host.updateInstance("one", Map.of("issuer", other));

    assertThat(browser.refused(host, "one", state, "code"))
        .isEqualTo(ConnectorError.STATE_MISMATCH);
    assertThat(requests).doesNotContain("/token");
  }

  @Test
  void anotherIssuerIsAMatterOfTheConfigAlsoOnARunningHost() {
    host.addInstance("one", "oidc", Map.of("issuer", issuer));
    var browser = new CookieJar();
    assertThat(browser.complete(host, "one", browser.begin(host, "one"), "code")).isEqualTo("u1");

    issuer = issuer.replace("localhost", "127.0.0.1");
    host.updateInstance("one", Map.of("issuer", issuer));

    assertThat(browser.complete(host, "one", browser.begin(host, "one"), "code")).isEqualTo("u1");
  }

  private String answer(String path) {
    return switch (path) {
      case "/token" -> "{\"access_token\":\"canary-access\"}";
      case "/userinfo" -> "{\"sub\":\"u1\"}";
      default ->
          """
          {"issuer":"{issuer}","authorization_endpoint":"{issuer}/authorize",
           "token_endpoint":"%s","userinfo_endpoint":"%s","jwks_uri":"{issuer}/jwks"}
          """
              .formatted(token, userInfo)
              .replace("{issuer}", issuer);
    };
  }
}
