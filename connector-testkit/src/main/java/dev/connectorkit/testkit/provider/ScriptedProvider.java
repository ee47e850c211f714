package dev.connectorkit.testkit.provider;

import dev.connectorkit.testkit.shape.JsonPointers;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShape.DocumentPointer;
import dev.connectorkit.testkit.world.FakeOrigin;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A provider of a given wire shape, at all of its origins. It checks what it is sent as a real one
 * would, and remembers every complaint. Safe for use by many threads.
 */
public final class ScriptedProvider implements FakeOrigin {

  // A script may make a token shorter; such a text can occur by chance.
  private static final int SHORTEST_SECRET = 12;

  private final WireShape shape;
  private final String clientId;
  private final SigningKeys keys;
  private final TokenEndpoint tokenEndpoint;
  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Map<String, Grant> byCode = new ConcurrentHashMap<>();
  private final Map<String, Grant> byAccessToken = new ConcurrentHashMap<>();
  private final Map<String, Grant> byRefreshToken = new ConcurrentHashMap<>();
  private volatile Script script = new Script();

  /**
   * @param config what the connector under test is configured with
   */
  public ScriptedProvider(WireShape shape, Map<String, Object> config) {
    this.shape = shape;
    this.clientId = String.valueOf(JsonPointers.get(config, shape.client().id()));
    this.keys = new SigningKeys(shape.idToken().map(token -> token.algorithm()).orElse("RS256"));
    String pointer = shape.client().secret();
    String secret = pointer == null ? null : (String) JsonPointers.get(config, pointer);
    if (secret != null) {
      secrets.add(secret);
    }
    this.tokenEndpoint =
        new TokenEndpoint(
            this,
            new ClientVerifier(
                shape.client().authentication(),
                clientId,
                secret,
                shape.provider().token(),
                shape.provider().issuer()));
  }

  /** Makes the keys that providers of this shape sign with, which takes a moment. */
  public static void prepareKeys(WireShape shape) {
    shape.idToken().ifPresent(idToken -> SigningKeys.prepare(String.valueOf(idToken.algorithm())));
  }

  /** Departs from proper answers in every sign-in; applied after a sign-in's own script. */
  public void script(Script value) {
    this.script = value;
  }

  public SigningKeys keys() {
    return keys;
  }

  /**
   * Lets a person consent to an authorization request.
   *
   * @param request the request's parameters
   * @return the code
   */
  public String consent(Map<String, String> request, Script how) {
    String code = secret("code");
    // As long and as odd as RFC 6749 lets it be: §A.11 allows all printable characters.
    byCode.put(
        code,
        new Grant(
            code,
            request,
            how,
            how.person().orElseGet(() -> Person.of(shape)),
            new AtomicInteger()));
    return code;
  }

  /** As {@link #consent(Map, Script)}, with a code of the caller's choice. */
  public void consent(Map<String, String> request, Script how, String code) {
    secrets.add(code);
    byCode.put(
        code,
        new Grant(
            code,
            request,
            how,
            how.person().orElseGet(() -> Person.of(shape)),
            new AtomicInteger()));
  }

  /**
   * Signs an ID Token about the example person for somebody who comes by another way than the token
   * endpoint, such as the provider's own script.
   *
   * @param nonce the nonce it repeats
   * @param change departs from a proper token
   */
  public String idToken(String nonce, Consumer<IdTokenDraft> change) {
    return seen(tokenEndpoint.idToken(nonce, Person.of(shape), change));
  }

  /** What was wrong with the requests so far; a real provider would have refused them. */
  public List<String> complaints() {
    return new ArrayList<>(complaints);
  }

  /** Every secret that was in play: of the client, issued, or received. */
  public Set<String> secrets() {
    return secrets.stream()
        .filter(secret -> secret.length() >= SHORTEST_SECRET)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What an address is for. */
  public Endpoint endpoint(FakeRequest request) {
    WireShape.Provider at = shape.provider();
    if (is(at.token(), request)) {
      return Endpoint.TOKEN;
    }
    if (is(at.userInfo(), request)) {
      return Endpoint.USER_INFO;
    }
    if (is(at.jwks(), request)) {
      return Endpoint.JWKS;
    }
    if (is(at.discovery(), request)) {
      return Endpoint.DISCOVERY;
    }
    if (is(at.revocation(), request)) {
      return Endpoint.REVOCATION;
    }
    if (is(at.authorization(), request)) {
      return Endpoint.AUTHORIZATION;
    }
    return resource(request).isPresent() ? Endpoint.RESOURCE : Endpoint.OTHER;
  }

  @Override
  public FakeResponse handle(FakeRequest request) {
    // Credentials of any kind, encoded as they are.
    request
        .header("authorization")
        .ifPresent(header -> seen(header.substring(header.indexOf(' ') + 1).strip()));
    Endpoint endpoint = endpoint(request);
    return switch (endpoint) {
      case DISCOVERY -> plain(endpoint, request, FakeResponse.json(200, discoveryDocument()));
      case JWKS -> plain(endpoint, request, FakeResponse.json(200, keys.document()));
      case TOKEN -> tokenEndpoint.handle(request, script);
      case REVOCATION -> plain(endpoint, request, tokenEndpoint.revoke(request));
      case USER_INFO -> userInfo(request);
      case RESOURCE -> said(endpoint, resource(request).orElseThrow(), request);
      case AUTHORIZATION, OTHER ->
          plain(endpoint, request, FakeResponse.of(404, "text/plain", "There is nothing here."));
    };
  }

  private FakeResponse plain(Endpoint endpoint, FakeRequest request, FakeResponse proper) {
    return script.answer(endpoint, new Script(), request, proper);
  }

  private FakeResponse userInfo(FakeRequest request) {
    String taken = String.valueOf(shape.provider().userInfoMethod());
    if (!request.method().equals(taken)) {
      complain(
          "userinfo is asked for by %s; the provider takes %s alone"
              .formatted(request.method(), taken));
      // RFC 9110 §15.5.6
      return FakeResponse.json(405, Map.of("error", "method_not_allowed")).header("Allow", taken);
    }
    return said(Endpoint.USER_INFO, DocumentPointer.USER_INFO, request);
  }

  /** A document about the person, for the bearer of an access token. */
  private FakeResponse said(Endpoint endpoint, String document, FakeRequest request) {
    Optional<Grant> grant =
        request
            .header("authorization")
            .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(header -> byAccessToken.get(header.substring(7).strip()));
    if (grant.isEmpty()) {
      complain("the request to " + endpoint.words() + " shows no access token of this provider");
      return FakeResponse.json(401, Map.of("error", "invalid_token"))
          .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
    FakeResponse proper = FakeResponse.json(200, grant.get().person().document(document));
    return grant.get().script().answer(endpoint, script, request, proper);
  }

  Map<String, Object> discoveryDocument() {
    WireShape.Provider at = shape.provider();
    var document = new LinkedHashMap<String, Object>();
    put(document, "issuer", at.issuer());
    put(document, "authorization_endpoint", at.authorization());
    put(document, "token_endpoint", at.token());
    put(document, "userinfo_endpoint", at.userInfo());
    put(document, "jwks_uri", at.jwks());
    put(document, "revocation_endpoint", at.revocation());
    document.put("response_types_supported", List.of("code"));
    document.put("subject_types_supported", List.of("public"));
    if (!at.withoutPkce()) {
      document.put("code_challenge_methods_supported", List.of("S256"));
    }
    document.put(
        "id_token_signing_alg_values_supported",
        List.of(shape.idToken().map(token -> String.valueOf(token.algorithm())).orElse("RS256")));
    if (at.issuerInResponse()) {
      document.put("authorization_response_iss_parameter_supported", true);
    }
    return document;
  }

  WireShape shape() {
    return shape;
  }

  String clientId() {
    return clientId;
  }

  @Nullable Grant byCode(String code) {
    return byCode.get(code);
  }

  @Nullable Grant byRefreshToken(String token) {
    return byRefreshToken.get(token);
  }

  void rememberAccess(String token, Grant grant) {
    byAccessToken.put(token, grant);
  }

  void rememberRefresh(String token, Grant grant) {
    byRefreshToken.put(token, grant);
  }

  /** Ends a refresh token. */
  public void forgetRefresh(String token) {
    byRefreshToken.remove(token);
  }

  void complain(String what) {
    complaints.add(what);
  }

  /** A new secret value, known to {@link #secrets()}. */
  String secret(String kind) {
    return seen(kind + "." + Canaries.text());
  }

  String seen(String secret) {
    secrets.add(secret);
    return secret;
  }

  private Optional<String> resource(FakeRequest request) {
    return shape.provider().resources().entrySet().stream()
        .filter(resource -> is(resource.getValue(), request))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean is(@Nullable URI address, FakeRequest request) {
    return address != null
        && address.getPath().equals(request.path())
        && request.origin().getHost().equals(address.getHost())
        && port(request.origin()) == port(address);
  }

  private static int port(URI https) {
    return https.getPort() == -1 ? 443 : https.getPort();
  }

  private static void put(Map<String, Object> document, String name, @Nullable URI value) {
    if (value != null) {
      document.put(name, value.toString());
    }
  }
}
