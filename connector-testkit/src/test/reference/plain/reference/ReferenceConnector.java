package reference;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.spi.UserProfile;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class ReferenceConnector implements SocialConnector {

  private static final URI TOKEN = URI.create("https://plain.example/oauth/token");
  private static final URI USER = URI.create("https://api.plain.example/user");

  private final ConnectorContext context;
  private final String clientId;
  private final Optional<String> scope;
  private final Tokens tokens;
  private volatile boolean closed;

  ReferenceConnector(ConnectorConfig config, ConnectorContext context) {
    this.context = context;
    this.clientId = config.text("clientId");
    this.scope = config.optionalText("scope");
    this.tokens = new Tokens(clientId, config.secret("clientSecret"), context);
  }

  @Override
  public Authorization authorize(AuthorizationRequest request) {
    requireOpen();
    byte[] bytes = new byte[48];
    context.random().nextBytes(bytes);
    String verifier = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", clientId);
    parameters.put("response_type", "code");
    String asked = request.scopes().isEmpty() ? scope.orElse("") : String.join(" ", request.scopes());
    if (!asked.isEmpty()) {
      parameters.put("scope", asked);
    }
    parameters.put("redirect_uri", request.redirectUri().toString());
    parameters.put("code_challenge", challenge(verifier));
    parameters.put("code_challenge_method", "S256");
    parameters.put("state", request.state());
    // Spaces as %20, which is as good as a plus sign.
    String query = Form.encode(parameters).replace("+", "%20");
    return new Authorization(
        URI.create("https://plain.example/oauth/authorize?" + query),
        new SignInSession(
            Map.of("v", verifier, "r", request.redirectUri().toString(), "s", asked)),
        ResponseMode.QUERY);
  }

  @Override
  public SignIn complete(AuthorizationResponse response, SignInSession session) {
    requireOpen();
    Optional<String> error = response.single("error");
    if (error.isPresent()) {
      throw Errors.ofCallback(error.get(), response.single("error_description").orElse(null));
    }
    response.single("state");
    String code = response.single("code").orElseThrow(Errors::noCode);
    TokenSet set =
        tokens.redeem(
            TOKEN, code, kept(session, "r"), kept(session, "v"), scopes(kept(session, "s")));
    ProviderResponse answer =
        context
            .http()
            .send(
                ProviderRequest.get(USER)
                    .header("Authorization", "Bearer " + set.accessToken().reveal()));
    return new SignIn(profile(answer), set);
  }

  private static UserProfile profile(ProviderResponse answer) {
    if (answer.status() == 401) {
      throw Errors.of(ConnectorError.TOKEN_INVALID, "The token is not accepted.");
    }
    if (answer.status() == 403) {
      throw Errors.of(ConnectorError.ACCOUNT_NOT_ALLOWED, "The account may not be read.");
    }
    if (answer.status() != 200) {
      throw Errors.ofResponse(answer, new Json(Map.of()));
    }
    Json user = Json.parse(answer.body(), "user");
    Object id = user.members().get("id");
    if (!(id instanceof Integer) && !(id instanceof Long) && !(id instanceof BigInteger)) {
      throw Errors.of(ConnectorError.INVALID_RESPONSE, "The user has no numeric id.");
    }
    return UserProfile.builder(id.toString())
        .username(user.optional("login"))
        .name(user.optional("display_name"))
        .raw(user.members())
        .build();
  }

  @Override
  public TokenSet refresh(RefreshRequest request) {
    requireOpen();
    return tokens.refresh(TOKEN, request);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw Errors.of(ConnectorError.STOPPED, "The connector is closed.");
    }
  }

  private static String kept(SignInSession session, String name) {
    return session
        .get(name)
        .orElseThrow(
            () ->
                ConnectorException.of(ConnectorError.SIGN_IN_NOT_FOUND)
                    .message("The session is of no sign-in. Begin anew.")
                    .build());
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Set<String> scopes(String text) {
    return text.isBlank()
        ? Set.of()
        : new LinkedHashSet<>(Arrays.asList(text.strip().split("\\s+")));
  }
}
