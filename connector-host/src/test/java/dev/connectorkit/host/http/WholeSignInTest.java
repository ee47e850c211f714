package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connectorkit.host.http.Fault.Transport;
import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connector of the kit, over real HTTP. */
@Timeout(60)
class WholeSignInTest {

  private static final String TOKENS =
      "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"token_type\":\"Bearer\"}"
          .formatted(Canaries.ACCESS_TOKEN, Canaries.CODE);

  @ParameterizedTest
  @EnumSource
  void noSecretOfAWholeSignInIsLogged(Transport over) throws Exception {
    try (var log = new EveryLog();
        var provider = provider(over, TOKENS, "200 OK", "");
        var connections = connections()) {
      OAuthConnector connector = connector(connections, provider);

      SignIn signIn = complete(connector);
      connector.refresh(RefreshRequest.of(signIn).orElseThrow());
      connector.revoke(
          new RevocationRequest(
              signIn.tokens().accessToken(), RevocationRequest.Kind.ACCESS_TOKEN));

      assertThat(signIn.profile().id()).isEqualTo("u1");
      assertThat(provider.requests).hasSize(4);
      String logged = log.takeAll();
      // Else nothing would be proved: the library does log, and says where it goes.
      assertThat(logged).contains("org.apache.hc").contains("POST /token");
      Canaries.assertNoneIn("the logs", logged);
      Canaries.assertNoneIn(
          "the results", signIn + " " + connector + " " + provider.requests.size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After: 7 | X: y | 7",
        "Retry-After: Thu, 01 Jan 2026 00:00:20 GMT | Date: Thu, 01 Jan 2026 00:00:00 GMT | 20",
        "Retry-After: Thu, 01 Jan 2026 00:00:20 GMT | Date: Thu, 01 Jan 2026 00:00:30 GMT | 0",
      })
  void aRateLimitSaysHowLong(String header, String other, long seconds) throws Exception {
    String headers = header + "\r\n" + other + "\r\n";
    try (var provider = provider(Transport.PLAIN, "{}", "429 Too Many", headers);
        var connections = connections()) {
      ConnectorException refused = refusal(connections, provider);

      assertThat(refused.error()).isEqualTo(ConnectorError.RATE_LIMITED);
      assertThat(refused.retryAfter()).contains(Duration.ofSeconds(seconds));
      assertThat(provider.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "99999999999999999999", "Thu, 99 Foo 2026", "\u0000"})
  void aRateLimitThatDoesNotSaySoIsOneAllTheSame(String value) throws Exception {
    try (var provider =
            provider(Transport.PLAIN, "{}", "429 Too Many", "Retry-After: " + value + "\r\n");
        var connections = connections()) {
      ConnectorException refused = refusal(connections, provider);

      assertThat(refused.error()).isEqualTo(ConnectorError.RATE_LIMITED);
      assertThat(refused.retryAfter()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"503 Down", "502 Bad", "500 No"})
  void aProviderThatIsDownIsAskedOnce(String status) throws Exception {
    try (var provider = provider(Transport.PLAIN, "{}", status, "Retry-After: 1\r\n");
        var connections = connections()) {
      ConnectorException refused = refusal(connections, provider);

      assertThat(refused.error()).isEqualTo(ConnectorError.UNAVAILABLE);
      assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
      assertThat(provider.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aTokenEndpointThatRedirectsIsNotFollowed(int status) throws Exception {
    try (var other = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var provider =
            provider(Transport.PLAIN, "", status + " Moved", "Location: " + other.uri() + "\r\n");
        var connections = connections()) {
      ConnectorException refused = refusal(connections, provider);

      assertThat(refused.error()).isEqualTo(ConnectorError.INVALID_RESPONSE);
      assertThat(refused.httpStatus()).hasValue(status);
      assertThat(provider.requests).hasSize(1);
      assertThat(other.connections()).isZero();
    }
  }

  /** What a provider may answer that repeats what it was sent. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"invalid_grant\",\"error_description\":\"%s\"}",
        "{\"error\":\"%s\"}",
        "%s",
        "{\"%s",
        "{\"a\":\"%1$s\",\"a\":\"%1$s\"}",
        "[\"%s\"]",
        "{\"access_token\":{\"%s\":1}}",
        "{\"token_type\":\"%1$s\",\"access_token\":\"%1$s\"}",
      })
  void aProviderThatRepeatsSecretsPutsThemIntoNoMessageAndNoLog(String body) throws Exception {
    for (String status : List.of("200 OK", "400 Bad")) {
      try (var log = new EveryLog();
          var provider = provider(Transport.PLAIN, body.formatted(Canaries.echo()), status, "");
          var connections = connections()) {
        ConnectorException refused = refusal(connections, provider);

        Canaries.assertNoneIn(refused);
        Canaries.assertNoneIn("the logs", log.takeAll());
      }
    }
  }

  /** Answers the token endpoint so, and all others well. */
  private static RawServer provider(Transport over, String body, String status, String headers)
      throws IOException {
    return RawServer.serving(
        Fault.tls(over),
        it -> {
          String path = it.lastRequest().split(" ")[1];
          if (path.equals("/token")) {
            it.send("HTTP/1.1 " + status + "\r\n" + headers);
            it.send("Content-Length: " + body.length() + "\r\n\r\n" + body);
          } else {
            it.send("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"sub\":\"u1\"}");
          }
        });
  }

  private static ProviderConnections connections() {
    return ProviderConnections.open(
        HttpSettings.defaults().withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())));
  }

  private static OAuthConnector connector(ProviderConnections connections, RawServer provider) {
    URI origin = provider.origin();
    var context = new OneInstance(connections.open("test", Set.of(origin)));
    return OAuthConnector.builder(context)
        .endpoints(
            Endpoints.of(origin.resolve("/authorize"), origin.resolve("/token"))
                .withUserInfo(origin.resolve("/userinfo?access=" + Canaries.IN_QUERY))
                .withRevocation(origin.resolve("/revoke")))
        .client(ClientAuthentication.basic("client", Secret.of(Canaries.CLIENT_SECRET)))
        .scope("profile")
        .build();
  }

  private static SignIn complete(OAuthConnector connector) {
    SignInSession session =
        connector
            .authorize(new AuthorizationRequest("s", URI.create("https://app.example/cb")))
            .session();
    return connector.complete(
        new AuthorizationResponse(Map.of("code", List.of(Canaries.CODE), "state", List.of("s"))),
        session);
  }

  private static ConnectorException refusal(ProviderConnections connections, RawServer provider) {
    OAuthConnector connector = connector(connections, provider);
    ConnectorException refused =
        catchThrowableOfType(ConnectorException.class, () -> complete(connector));
    assertThat(refused).isNotNull();
    return refused;
  }
}
