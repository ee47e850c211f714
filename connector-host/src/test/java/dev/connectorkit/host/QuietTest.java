package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/**
 * Whole sign-ins over real sockets with everything logged that can be, good and bad: no secret of
 * them shows in a log, a message, a stack trace or a text form.
 */
class QuietTest {

  private static final String ACCESS = "canary-access-token";
  private static final String REFRESH = "canary-refresh-token";
  private static final String CLIENT_SECRET = "canary-client-secret";
  private static final String CODE = "canary-authorization-code";

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Level before = root.getLevel();
  private final Set<String> secrets =
      new LinkedHashSet<>(List.of(ACCESS, REFRESH, CLIENT_SECRET, CODE));
  private final List<String> seen = new ArrayList<>();
  private volatile int tokenStatus = 200;
  private volatile String tokenBody = "";
  private volatile String userInfoBody = "";
  private HttpServer provider;
  private ConnectorHost host;

  @BeforeEach
  void open() throws IOException {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          boolean token = exchange.getRequestURI().getPath().equals("/token");
          exchange.getRequestBody().readAllBytes();
          byte[] body = (token ? tokenBody : userInfoBody).getBytes(UTF_8);
          exchange.getResponseHeaders().set("Set-Cookie", "session=" + ACCESS);
          exchange.sendResponseHeaders(token ? tokenStatus : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    provider.start();
    String origin = "http://localhost:" + provider.getAddress().getPort();
    var factory = new ScriptedFactory("quiet");
    factory.schema =
        """
        {"type": "object", "properties": {
          "clientSecret": {"type": "string", "writeOnly": true, "minLength": 4},
          "origin": {"type": "string", "x-origin": true}}}
        """;
    factory.create =
        (config, context) ->
            OAuthConnector.builder(context)
                .endpoints(
                    Endpoints.of(URI.create(origin + "/authorize"), URI.create(origin + "/token"))
                        .withUserInfo(URI.create(origin + "/userinfo"))
                        .withRevocation(URI.create(origin + "/revoke")))
                .client(ClientAuthentication.basic("client", config.secret("clientSecret")))
                .scope("profile")
                .build();
    host =
        ConnectorHost.builder()
            .connector(factory)
            .publicBaseUrl(URI.create("https://app.example"))
            .open();
    host.addInstance("quiet", "quiet", Map.of("clientSecret", CLIENT_SECRET, "origin", origin));
  }

  @AfterEach
  void close() {
    host.close();
    provider.stop(0);
    root.setLevel(before);
    root.detachAppender(log);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a success | 200 | {tokens} | {\"sub\":\"u1\"}",
        "a refusal | 400 | {\"error\":\"invalid_grant\",\"access_token\":\"{access}\"} | {}",
        "a refused client | 401 | {\"error\":\"invalid_client\",\"x\":\"{access}\"} | {}",
        "an outage | 503 | <html>{access}</html> | {}",
        "no JSON | 200 | access_token={access} | {}",
        "half a JSON | 200 | {\"access_token\":\"{access} | {}",
        "a name twice | 200 | {\"{access}\":1,\"{access}\":2} | {}",
        "another type of token | 200 | {\"access_token\":\"{access}\",\"token_type\":\"mac\"} | {}",
        "no profile | 200 | {tokens} | {\"note\":\"{access}\"}",
        "an unreadable profile | 200 | {tokens} | {access}"
      })
  void keepsItsSecretsWith(String what, int status, String token, String userInfo) {
    String tokens =
        "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"id_token\":\"%s\"}"
            .formatted(ACCESS, REFRESH, ACCESS);
    tokenStatus = status;
    tokenBody = token.replace("{tokens}", tokens).replace("{access}", ACCESS);
    userInfoBody = userInfo.replace("{access}", ACCESS);

    StartedSignIn started = host.begin("quiet");
    String state = CookieJar.parameter(started.authorizationUri(), "state");
    secrets.add(state);
    secrets.add(started.browserToken().reveal());
    seen.add(started.toString());
    Map<String, List<String>> callback = Map.of("state", List.of(state), "code", List.of(CODE));
    note(() -> host.complete("quiet", callback, Optional.of(started.browserToken())));
    note(() -> host.complete("quiet", callback, Optional.of(started.browserToken())));
    note(() -> host.complete("quiet", callback, Optional.empty()));
    note(
        () ->
            host.refresh(
                "quiet", new RefreshRequest(Secret.of(REFRESH), Optional.empty(), Set.of())));
    note(
        () -> {
          host.revoke(
              "quiet",
              new RevocationRequest(Secret.of(ACCESS), RevocationRequest.Kind.ACCESS_TOKEN));
          return "revoked";
        });
    note(() -> host.addInstance("more", "quiet", Map.of("clientSecret", CLIENT_SECRET, "x", CODE)));
    note(() -> host.addInstance("quiet", "quiet", Map.of("clientSecret", CLIENT_SECRET)));
    note(() -> host.instances());

    assertThat(log.list).isNotEmpty();
    log.list.forEach(event -> seen.add(event.getFormattedMessage() + trace(event)));
    for (String secret : secrets) {
      for (String form : forms(secret)) {
        assertThat(seen).noneMatch(text -> text.contains(form));
      }
    }
  }

  private void note(java.util.function.Supplier<Object> call) {
    try {
      seen.add(String.valueOf(call.get()));
    } catch (ConnectorException e) {
      var trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      seen.add(trace.toString());
      seen.add(e.providerError() + " " + e.providerErrorDescription() + " " + e.problems());
    }
  }

  private static String trace(ILoggingEvent event) {
    var text = new StringBuilder();
    for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
      text.append('\n').append(t.getMessage());
    }
    return text.toString();
  }

  private static List<String> forms(String secret) {
    return List.of(
        secret,
        new StringBuilder(secret).reverse().toString(),
        Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)),
        Base64.getEncoder().withoutPadding().encodeToString(("client:" + secret).getBytes(UTF_8)));
  }
}
