package dev.connectorkit.oauth;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.oauth.UserInfoEndpoint.Resource;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ResponseMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Consumer;
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
  private @Nullable URI issuer;
  private @Nullable DiscoveredIssuer issuerRule;
  private boolean userInfo = true;
  private boolean userInfoByPost = false;
  private @Nullable ClientAuthentication client;
  private Set<String> scopes = Set.of();
  private Set<String> requiredScopes = Set.of();
  private String scopeSeparator = " ";
  private boolean pkce = true;
  private boolean refreshable = true;
  private ResponseMode responseMode = ResponseMode.QUERY;
  private Map<String, String> parameters = Map.of();
  private Map<String, String> tokenParameters = Map.of();
  private final Map<Hint, String> hints = new EnumMap<>(Hint.class);
  private Set<String> algorithms = Set.of("RS256");
  private TokenResponseReader tokenReader = TokenResponseReader.JSON;
  private ProfileMapper profile = ProfileMapper.STANDARD_CLAIMS;
  private Function<Claims, String> subject = claims -> claims.identifier("sub");
  private Consumer<Claims> admission = idToken -> {};
  private Optional<URI> checkRedirectUri = Optional.empty();
  private final List<Resource> resources = new ArrayList<>();
  private String userInfoSubject = "sub";
  private boolean nonceRepeated = true;
  private Map<String, ConnectorError> errors = Map.of();
  private Optional<CredentialScript> credentialScript = Optional.empty();

  OAuthConnectorBuilder(ConnectorContext context) {
    this.context = requireNonNull(context, "context is null");
  }

  /** Uses known endpoints; they or an issuer are needed. */
  public OAuthConnectorBuilder endpoints(Endpoints value) {
    requireNonNull(value, "endpoints is null");
    this.endpoints = () -> value;
    return this;
  }

  /** Discovers the endpoints of an issuer (OpenID Connect Discovery). */
  public OAuthConnectorBuilder issuer(URI value) {
    return issuer(value, DiscoveredIssuer.exactly(value.toString()));
  }

  /**
   * Discovers the endpoints of an issuer that does not keep to one name.
   *
   * @param value what the address of the discovery document is made from
   * @param rule which issuer the document may state, and the ID Tokens then
   */
  public OAuthConnectorBuilder issuer(URI value, DiscoveredIssuer rule) {
    this.issuer = requireNonNull(value, "issuer is null");
    this.issuerRule = requireNonNull(rule, "rule is null");
    return this;
  }

  /** Leaves a discovered userinfo endpoint alone: the ID Token tells all. */
  public OAuthConnectorBuilder withoutUserInfo() {
    this.userInfo = false;
    return this;
  }

  /**
   * Asks for userinfo by a POST without content, for a provider that takes no GET. OpenID Connect
   * Core §5.3.1 recommends GET, so that is the default.
   */
  public OAuthConnectorBuilder userInfoByPost() {
    this.userInfoByPost = true;
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

  /**
   * Scopes that every sign-in asks for, also where a host asks for scopes of its own: {@code
   * openid} where only the ID Token says who the person is.
   */
  public OAuthConnectorBuilder requiredScope(String value) {
    this.requiredScopes = split(value);
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

  /** Further fixed parameters of token requests. */
  public OAuthConnectorBuilder tokenParameters(Map<String, String> value) {
    this.tokenParameters = Map.copyOf(value);
    return this;
  }

  /** The hints this provider understands; others are not sent to it. */
  public OAuthConnectorBuilder hints(Hint... values) {
    for (Hint hint : values) {
      hints.putIfAbsent(hint, "");
    }
    return this;
  }

  /** A hint this provider understands, with the value for sign-ins that give none. */
  public OAuthConnectorBuilder hint(Hint hint, Optional<String> configured) {
    hints.put(hint, configured.orElse(""));
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
   * A further check of every validated ID Token, before the access token is used. It throws what
   * keeps the person out, such as {@link dev.connectorkit.spi.ConnectorError#ACCOUNT_NOT_ALLOWED}.
   */
  public OAuthConnectorBuilder admission(Consumer<Claims> check) {
    this.admission = check;
    return this;
  }

  /**
   * Lets {@code check} ask the token endpoint to redeem a code that cannot exist: a refusal of the
   * code says that the client was accepted. Any other refusal that is not of the client, such as
   * one of the redirect URI, leaves it unknown whether the config is usable; {@link #errors} can
   * say that it means a refused code.
   *
   * @param redirectUri any redirect URI; need not be registered
   */
  public OAuthConnectorBuilder checkByUnknownCode(URI redirectUri) {
    this.checkRedirectUri = Optional.of(redirectUri);
    return this;
  }

  /**
   * Reads one more document about the person with the access token; see {@link
   * ProfileSource#resource}. A sign-in fails when it cannot be read.
   *
   * @param name what to call it
   * @param uri where it is; a JSON object, or an array of them
   */
  public OAuthConnectorBuilder resource(String name, URI uri) {
    resources.add(new Resource(name, uri, false));
    return this;
  }

  /**
   * As {@link #resource}, but a sign-in goes on without the document when the provider refuses it:
   * by status 403 or 404, because the token does not allow it. Any other failure ends the sign-in,
   * so that an outage does not look like a person without that data.
   */
  public OAuthConnectorBuilder optionalResource(String name, URI uri) {
    resources.add(new Resource(name, uri, true));
    return this;
  }

  /**
   * The member of userinfo that says what {@code sub} says in the ID Token; {@code sub} unless set.
   * The two are compared at every sign-in with an ID Token.
   */
  public OAuthConnectorBuilder userInfoSubject(String member) {
    this.userInfoSubject = member;
    return this;
  }

  /**
   * Accepts ID Tokens without a nonce, for a provider that does not repeat it. One that is there
   * must match. This gives up a defence against injected codes: keep PKCE wherever the provider
   * lets you (RFC 9700 §4.5.3).
   */
  public OAuthConnectorBuilder withoutNonceInIdToken() {
    this.nonceRepeated = false;
    return this;
  }

  /**
   * What the provider's own error codes mean, wherever they come: in the callback, a token
   * response, or with status 200. Those of the specifications are known.
   */
  public OAuthConnectorBuilder errors(Map<String, ConnectorError> value) {
    this.errors = Map.copyOf(value);
    return this;
  }

  /** Lets the provider's own script sign people in without a redirect. */
  public OAuthConnectorBuilder credentials(CredentialScript script) {
    this.credentialScript = Optional.of(script);
    return this;
  }

  /** Makes the connector; contacts nobody. */
  public OAuthConnector build() {
    return new OAuthConnector(
        new Settings(
            source(),
            requireNonNull(client, "client is needed"),
            scopes,
            requiredScopes,
            scopeSeparator,
            pkce,
            refreshable,
            responseMode,
            parameters,
            tokenParameters,
            Collections.unmodifiableMap(new EnumMap<>(hints)),
            algorithms,
            tokenReader,
            profile,
            subject,
            admission,
            checkRedirectUri,
            List.copyOf(resources),
            userInfoSubject,
            userInfoByPost,
            nonceRepeated,
            errors,
            credentialScript),
        context);
  }

  private EndpointSource source() {
    return issuer == null || issuerRule == null
        ? requireNonNull(endpoints, "endpoints or issuer is needed")
        : new Discovery(issuer, issuerRule, userInfo, context);
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
      Set<String> requiredScopes,
      String scopeSeparator,
      boolean pkce,
      boolean refreshable,
      ResponseMode responseMode,
      Map<String, String> parameters,
      Map<String, String> tokenParameters,
      Map<Hint, String> hints,
      Set<String> algorithms,
      TokenResponseReader tokenReader,
      ProfileMapper profile,
      Function<Claims, String> subject,
      Consumer<Claims> admission,
      Optional<URI> checkRedirectUri,
      List<Resource> resources,
      String userInfoSubject,
      boolean userInfoByPost,
      boolean nonceRepeated,
      Map<String, ConnectorError> errors,
      Optional<CredentialScript> credentialScript) {}
}
