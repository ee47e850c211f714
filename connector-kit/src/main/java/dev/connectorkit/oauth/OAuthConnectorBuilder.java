package dev.connectorkit.oauth;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ResponseMode;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes a provider. Endpoints (or an issuer) and the client are needed; the rest has the
 * defaults of the specifications.
 */
public final class OAuthConnectorBuilder {

  private static final Set<String> ASYMMETRIC =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private final ConnectorContext context;
  private @Nullable EndpointSource endpoints;
  private @Nullable ClientAuthentication client;
  private Set<String> scopes = Set.of();
  private String scopeSeparator = " ";
  private boolean pkce = true;
  private boolean refreshable = true;
  private ResponseMode responseMode = ResponseMode.QUERY;
  private Map<String, String> parameters = Map.of();
  private Set<Hint> hints = Set.of();
  private Set<String> algorithms = Set.of("RS256");
  private TokenResponseReader tokenReader = TokenResponseReader.JSON;
  private ProfileMapper profile = ProfileMapper.STANDARD_CLAIMS;
  private Function<Claims, String> subject = claims -> claims.identifier("sub");
  private Optional<URI> checkRedirectUri = Optional.empty();

  OAuthConnectorBuilder(ConnectorContext context) {
    this.context = requireNonNull(context, "context is null");
  }

  /** Uses known endpoints. */
  public OAuthConnectorBuilder endpoints(Endpoints value) {
    requireNonNull(value, "endpoints is null");
    this.endpoints = () -> value;
    return this;
  }

  /** Discovers the endpoints of an issuer (OpenID Connect Discovery). */
  public OAuthConnectorBuilder issuer(URI value) {
    this.endpoints = new Discovery(value, context);
    return this;
  }

  /** Who the client is, and how it proves it; needed. */
  public OAuthConnectorBuilder client(ClientAuthentication value) {
    this.client = value;
    return this;
  }

  /**
   * The scopes to ask for, separated by white space. With {@code openid} among them a nonce is sent
   * and a valid ID Token required.
   */
  public OAuthConnectorBuilder scope(String value) {
    this.scopes = split(value);
    return this;
  }

  /** What stands between scopes in the authorization request; a space unless the provider errs. */
  public OAuthConnectorBuilder scopeSeparator(String value) {
    this.scopeSeparator = value;
    return this;
  }

  /** Leaves PKCE out, for a provider that refuses its parameters. */
  public OAuthConnectorBuilder withoutPkce() {
    this.pkce = false;
    return this;
  }

  /** Refuses {@code refresh}, for a provider that issues no refresh tokens. */
  public OAuthConnectorBuilder withoutRefresh() {
    this.refreshable = false;
    return this;
  }

  /** How the provider calls back; anything but a query is asked for by {@code response_mode}. */
  public OAuthConnectorBuilder responseMode(ResponseMode value) {
    this.responseMode = value;
    return this;
  }

  /** Further fixed parameters of the authorization request. */
  public OAuthConnectorBuilder authorizationParameters(Map<String, String> value) {
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(value));
    return this;
  }

  /** The hints this provider understands; others are not sent to it. */
  public OAuthConnectorBuilder hints(Hint... values) {
    var understood = EnumSet.noneOf(Hint.class);
    understood.addAll(List.of(values));
    this.hints = Collections.unmodifiableSet(understood);
    return this;
  }

  /**
   * The signature algorithms accepted for ID Tokens; RS256 unless set.
   *
   * @throws IllegalArgumentException for {@code none} and for symmetric algorithms, under which the
   *     client secret would be a signing key
   */
  public OAuthConnectorBuilder idTokenAlgorithms(String... values) {
    for (String algorithm : values) {
      if (!ASYMMETRIC.contains(algorithm)) {
        throw new IllegalArgumentException("'" + algorithm + "' is not one of " + ASYMMETRIC);
      }
    }
    this.algorithms = Set.of(values);
    return this;
  }

  /** How to read token responses; JSON unless set. */
  public OAuthConnectorBuilder tokenResponse(TokenResponseReader value) {
    this.tokenReader = value;
    return this;
  }

  /** How to make a profile; from the standard claims unless set. */
  public OAuthConnectorBuilder profile(ProfileMapper value) {
    this.profile = value;
    return this;
  }

  /**
   * Which claims of an ID Token make up the profile's identifier, where that is not {@code sub};
   * needed to see that a refreshed ID Token is still about the same person.
   */
  public OAuthConnectorBuilder subject(Function<Claims, String> value) {
    this.subject = value;
    return this;
  }

  /**
   * Lets {@code check} ask the token endpoint to redeem a code that cannot exist: a refusal of the
   * code says that the client was accepted.
   *
   * @param redirectUri any redirect URI; need not be registered
   */
  public OAuthConnectorBuilder checkByUnknownCode(URI redirectUri) {
    this.checkRedirectUri = Optional.of(redirectUri);
    return this;
  }

  /** Makes the connector; contacts nobody. */
  public OAuthConnector build() {
    return new OAuthConnector(
        new Settings(
            requireNonNull(endpoints, "endpoints or issuer is needed"),
            requireNonNull(client, "client is needed"),
            scopes,
            scopeSeparator,
            pkce,
            refreshable,
            responseMode,
            parameters,
            hints,
            algorithms,
            tokenReader,
            profile,
            subject,
            checkRedirectUri),
        context);
  }

  static Set<String> split(String text) {
    var scopes = new LinkedHashSet<String>();
    var words = new StringTokenizer(text.strip(), " \t\n\u000B\f\r");
    while (words.hasMoreTokens()) {
      scopes.add(words.nextToken());
    }
    return Collections.unmodifiableSet(scopes);
  }

  record Settings(
      EndpointSource endpoints,
      ClientAuthentication client,
      Set<String> scopes,
      String scopeSeparator,
      boolean pkce,
      boolean refreshable,
      ResponseMode responseMode,
      Map<String, String> parameters,
      Set<Hint> hints,
      Set<String> algorithms,
      TokenResponseReader tokenReader,
      ProfileMapper profile,
      Function<Claims, String> subject,
      Optional<URI> checkRedirectUri) {}
}
