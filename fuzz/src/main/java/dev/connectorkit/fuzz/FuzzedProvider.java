package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.Endpoints;
import dev.connectorkit.oauth.IssuerRule;
import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.oauth.OAuthConnectorBuilder;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider that answers as it is told, at a fixed time, and one sign-in with it. Well-behaved in
 * everything that a target does not put its input in.
 */
final class FuzzedProvider implements ConnectorContext, ProviderHttp {

  static final String ISSUER = "https://op.example";
  static final String CLIENT = "client-id";
  static final String SUBJECT = "u1";
  // No canary: an ID Token repeats it, and so may be told of.
  static final String NONCE = "n-0S6_WzA2Mj";
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Secret CLIENT_SECRET = Secret.of("canary-client-secret");

  private static final int MAX_REQUESTS_KEPT = 100;

  private final Map<String, ProviderResponse> answers = new HashMap<>();
  private final List<ProviderRequest> requests = new ArrayList<>();

  FuzzedProvider() {
    answer("/token", json("{\"access_token\":\"sesame-access\",\"token_type\":\"Bearer\"}"));
    answer("/userinfo", json("{\"sub\":\"u1\",\"name\":\"Ada\"}"));
    answer("/jwks", json(TestKeys.PUBLISHED));
  }

  FuzzedProvider answer(String path, ProviderResponse response) {
    answers.put(path, response);
    return this;
  }

  /** Answers the token request with this ID Token. */
  FuzzedProvider idToken(String token) {
    return answer(
        "/token", json("{\"access_token\":\"sesame-access\",\"id_token\":" + quoted(token) + "}"));
  }

  OAuthConnectorBuilder describe(String scope) {
    return OAuthConnector.builder(this)
        .endpoints(endpoints())
        .client(ClientAuthentication.basic(CLIENT, CLIENT_SECRET))
        .idTokenAlgorithms("RS256", "ES256")
        .scope(scope);
  }

  static Endpoints endpoints() {
    return Endpoints.of(URI.create(ISSUER + "/authorize"), URI.create(ISSUER + "/token"))
        .withUserInfo(URI.create(ISSUER + "/userinfo"))
        .withIdTokens(IssuerRule.exactly(ISSUER), URI.create(ISSUER + "/jwks"))
        .withRevocation(URI.create(ISSUER + "/revoke"));
  }

  static AuthorizationResponse callback() {
    return new AuthorizationResponse(
        Map.of("code", List.of("canary-code"), "state", List.of("canary-state")));
  }

  /** The session of a sign-in; with {@code openid}, its nonce is {@link #NONCE}. */
  static SignInSession session(String scope) {
    var values = new HashMap<String, String>();
    values.put("redirect_uri", "https://app.example/cb");
    values.put("scope", scope);
    values.put("code_verifier", "canary-verifier");
    if (scope.contains("openid")) {
      values.put("nonce", NONCE);
    }
    return new SignInSession(values);
  }

  static ProviderResponse json(String body) {
    return new ProviderResponse(200, Map.of(), body.getBytes(UTF_8));
  }

  private static String quoted(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }

  List<ProviderRequest> requestsTo(String path) {
    return requests.stream().filter(request -> path.equals(request.uri().getPath())).toList();
  }

  @Override
  public ProviderResponse send(ProviderRequest request) {
    if (requests.size() == MAX_REQUESTS_KEPT) {
      requests.clear();
    }
    requests.add(request);
    // RFC 9110 §5.5: nothing that could end a header may get into one.
    request
        .headers()
        .forEach(
            (name, value) ->
                Finding.unless(
                    (name + value).chars().noneMatch(Character::isISOControl),
                    "A control character in the header " + name));
    ProviderResponse answer = answers.get(request.uri().getPath());
    return answer == null ? new ProviderResponse(404, Map.of(), new byte[0]) : answer;
  }

  @Override
  public String instanceId() {
    return "fuzzed";
  }

  @Override
  public ProviderHttp http() {
    return this;
  }

  @Override
  public Clock clock() {
    return CLOCK;
  }

  @Override
  public SecureRandom random() {
    return RANDOM;
  }
}
