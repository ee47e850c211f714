package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.site.SignInChoices;
import dev.connectorkit.console.site.SignInSite;
import dev.connectorkit.console.web.WebServer;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import dev.connectorkit.spi.ConnectorMetadata;
import dev.connectorkit.spi.LocalizedText;
import dev.connectorkit.spi.Logo;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.spi.UserProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The site with a connector that says of people what a test wants; the id is the code. */
final class PlainSite implements AutoCloseable {

  final URI address;
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  volatile UnaryOperator<UserProfile.Builder> profile = UnaryOperator.identity();
  volatile ResponseMode responseMode = ResponseMode.QUERY;
  private final ConnectorHost host;
  private final WebServer site;

  /** Reached as its browsers see it. */
  PlainSite() {
    this(null, "Plain");
  }

  /**
   * @param publicAddress where browsers believe to be; null for where the site really is
   * @param name the connector's, in English
   */
  PlainSite(String publicAddress, String name) {
    int port = freePort();
    address = URI.create("http://localhost:" + port);
    host =
        ConnectorHost.builder()
            .connector(new Plain(name))
            .publicBaseUrl(publicAddress == null ? address : URI.create(publicAddress))
            .open();
    host.addInstance("plain", "plain", Map.of());
    site =
        WebServer.start(
            "127.0.0.1",
            port,
            host.redirectUri("any"),
            List.of(new SignInSite(host, SignInChoices.all(host), false)));
  }

  HttpRequest.Builder get(String target) {
    // Each request has a connection of its own, by HTTP/1.1, as an offer of HTTP/2 does not go with
    // "close": the server ends one after a malformed request, and
    // the client may have taken it for the next already.
    return HttpRequest.newBuilder(URI.create(address + target)).header("Connection", "close");
  }

  HttpRequest.Builder post(String target) {
    return get(target).POST(HttpRequest.BodyPublishers.noBody());
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The name=value of a cookie that a response sets. */
  static String cookie(HttpResponse<?> response, String name) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No cookie " + name + ": " + response.headers()));
  }

  static String location(HttpResponse<?> response) {
    return response.headers().firstValue("Location").orElseThrow();
  }

  /** The callback a provider would answer this begin with. */
  static String callback(HttpResponse<?> begun, String code) {
    String state = location(begun).replaceFirst(".*[?&]state=([^&]*).*", "$1");
    return "/callback/plain?code=" + code + "&state=" + state;
  }

  /** Signs somebody in; gives the response that opens the session. */
  HttpResponse<String> signIn(String id) {
    HttpResponse<String> begun = send(post("/sign-in/plain"));
    return send(get(callback(begun, id)).header("Cookie", cookie(begun, "browser")));
  }

  @Override
  public void close() {
    site.close();
    host.close();
  }

  private static int freePort() {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private final class Plain implements ConnectorFactory {

    private final String name;

    Plain(String name) {
      this.name = name;
    }

    @Override
    public ConnectorMetadata metadata() {
      return ConnectorMetadata.builder("plain")
          .target("plain")
          .name(LocalizedText.english(name))
          .description(LocalizedText.english(name))
          .logo(new Logo("image/svg+xml", "<svg/>".getBytes(UTF_8)))
          .readme(name)
          .build();
    }

    @Override
    public ConfigSchema configSchema() {
      return new ConfigSchema("{\"type\": \"object\"}");
    }

    @Override
    public Connector create(ConnectorConfig config, ConnectorContext context) {
      return new SocialConnector() {
        @Override
        public Authorization authorize(AuthorizationRequest request) {
          return new Authorization(
              URI.create("https://provider.example/authorize?state=" + request.state()),
              new SignInSession(Map.of("x", "y")),
              responseMode);
        }

        @Override
        public SignIn complete(AuthorizationResponse response, SignInSession session) {
          response
              .single("error")
              .ifPresent(
                  error -> {
                    throw ConnectorException.of(ConnectorError.AUTHORIZATION_FAILED)
                        .provider(error, response.single("error_description").orElse(null))
                        .build();
                  });
          return new SignIn(
              profile.apply(UserProfile.builder(response.single("code").orElseThrow())).build(),
              new TokenSet(
                  Secret.of("canary-token"),
                  "Bearer",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Set.of("profile")));
        }
      };
    }
  }
}
