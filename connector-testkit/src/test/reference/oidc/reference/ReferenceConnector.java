package reference;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.spi.TokenSet;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class ReferenceConnector implements SocialConnector {

  // fields
  private final ConnectorContext context;
  private final String clientId;
  private final Set<String> scopes;
  private final Discovery discovery;
  private final Tokens tokens;
  private final IdTokens idTokens;
  private final People people;
  private volatile boolean closed;

  ReferenceConnector(ConnectorConfig config, ConnectorContext context) {
    this.context = context;
    this.clientId = config.text("clientId");
    this.scopes = scopes(config.text("scope"));
    this.discovery = new Discovery(config.text("issuer"), context);
    this.tokens = new Tokens(clientId, config.secret("clientSecret"), context);
    this.idTokens = new IdTokens(clientId, discovery, context);
    this.people = new People(context);
    // created
  }

  @Override
  public void start() {
    requireOpen();
    discovery.get();
    // started
  }

  @Override
  public Authorization authorize(AuthorizationRequest request) {
    requireOpen();
    // authorize
    String verifier = random();
    String nonce = random();
    Set<String> asked = request.scopes().isEmpty() ? scopes : request.scopes();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", clientId);
    parameters.put("redirect_uri", request.redirectUri().toString());
    parameters.put("scope", String.join(" ", asked));
    parameters.put("state", request.state());
    parameters.put("nonce", nonce);
    parameters.put("code_challenge", challenge(verifier));
    parameters.put("code_challenge_method", "S256");
    String endpoint = discovery.get().text("authorization_endpoint");
    String joint = endpoint.contains("?") ? "&" : "?";
    // remember
    return new Authorization(
        URI.create(endpoint + joint + Form.encode(parameters)),
        new SignInSession(
            Map.of(
                "verifier", verifier,
                "nonce", nonce,
                "redirect_uri", request.redirectUri().toString(),
                "scope", String.join(" ", asked))),
        ResponseMode.QUERY);
  }

  @Override
  public SignIn complete(AuthorizationResponse response, SignInSession session) {
    requireOpen();
    // complete
    Json provider = discovery.get();
    checkIssuer(response, provider);
    Optional<String> error = response.single("error");
    if (error.isPresent()) {
      throw Errors.ofCallback(error.get(), response.single("error_description").orElse(null));
    }
    response.single("state");
    String code = response.single("code").orElseThrow(Errors::noCode);
    String verifier = remembered(session, "verifier");
    TokenSet set =
        tokens.redeem(
            URI.create(provider.text("token_endpoint")),
            code,
            remembered(session, "redirect_uri"),
            verifier,
            scopes(remembered(session, "scope")));
    Json claims = idTokens.verify(set.idToken(), Optional.of(remembered(session, "nonce")));
    // verified
    return new SignIn(
        people.profile(URI.create(provider.text("userinfo_endpoint")), set.accessToken(), claims),
        set);
  }

  @Override
  public TokenSet refresh(RefreshRequest request) {
    requireOpen();
    TokenSet renewed =
        tokens.refresh(URI.create(discovery.get().text("token_endpoint")), request);
    if (renewed.idToken().isPresent()) {
      Json claims = idTokens.verify(renewed.idToken(), Optional.empty());
      if (!request.subject().orElse(claims.text("sub")).equals(claims.text("sub"))) {
        throw Errors.of(ConnectorError.ID_TOKEN_INVALID, "The ID Token is about somebody else.");
      }
    }
    return renewed;
  }

  @Override
  public void revoke(RevocationRequest request) {
    requireOpen();
    tokens.revoke(URI.create(discovery.get().text("revocation_endpoint")), request);
  }

  @Override
  public void close() {
    closed = true;
    // close
  }

  private void requireOpen() {
    if (closed) {
      throw Errors.of(ConnectorError.STOPPED, "The connector is closed.");
    }
  }

  /** RFC 9207. */
  private static void checkIssuer(AuthorizationResponse response, Json provider) {
    Optional<String> stated = response.single("iss");
    boolean promised = provider.flag("authorization_response_iss_parameter_supported");
    if (stated.isEmpty() && promised
        || stated.isPresent() && !stated.get().equals(provider.text("issuer"))) {
      throw Errors.of(ConnectorError.ISSUER_MISMATCH, "The callback is of another issuer.");
    }
  }

  private static String remembered(SignInSession session, String name) {
    return session
        .get(name)
        .orElseThrow(
            () ->
                ConnectorException.of(ConnectorError.SIGN_IN_NOT_FOUND)
                    .message("The session lacks " + name + ". Begin the sign-in anew.")
                    .build());
  }

  private String random() {
    byte[] bytes = new byte[32];
    context.random().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Set<String> scopes(String text) {
    return new LinkedHashSet<>(Arrays.asList(text.strip().split("\\s+")));
  }

  List<String> names() {
    return List.of(clientId);
  }
}
