package dev.connectorkit.oauth;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.CredentialPrompt;
import dev.connectorkit.spi.CredentialRequest;
import dev.connectorkit.spi.CredentialResponse;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.spi.VerifiedCredential;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A connector for any provider of the authorization code grant, made from a description of that
 * provider. See {@link OAuthConnectorBuilder} for what can be described.
 */
public final class OAuthConnector implements SocialConnector {

  private final OAuthConnectorBuilder.Settings settings;
  private final ConnectorContext context;
  private final EndpointSource endpoints;
  private final AuthorizationRequests authorizationRequests;
  private final TokenEndpoint tokenEndpoint;
  private final UserInfoEndpoint userInfoEndpoint;
  private final IdTokens idTokens;
  private final Credentials credentials;
  private volatile boolean closed;

  OAuthConnector(OAuthConnectorBuilder.Settings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
    this.endpoints = settings.endpoints();
    this.authorizationRequests = new AuthorizationRequests(settings, context.random());
    this.tokenEndpoint = new TokenEndpoint(settings, context);
    this.userInfoEndpoint = new UserInfoEndpoint(settings, context.http());
    this.idTokens = new IdTokens(settings, context);
    this.credentials = new Credentials(settings.credentialScript(), idTokens);
  }

  /** Starts the description of a provider, for one instance. */
  public static OAuthConnectorBuilder builder(ConnectorContext context) {
    return new OAuthConnectorBuilder(context);
  }

  @Override
  public void start() {
    open();
  }

  @Override
  public Authorization authorize(AuthorizationRequest request) {
    return authorizationRequests.create(open(), request);
  }

  @Override
  public SignIn complete(AuthorizationResponse response, SignInSession session) {
    Endpoints provider = open();
    Transaction transaction = Transaction.of(session);
    transaction.requireBegunWith(settings.client().clientId(), provider.token());
    String code = AuthorizationResponses.code(response, provider, settings.errors());

    TokenSet granted =
        tokenEndpoint.request(provider.token(), grant(code, transaction), transaction.scopes());
    // Before the access token is used at all (RFC 9700 §4.5.3.2).
    Claims idToken = idTokens.verified(granted, transaction, provider);
    // One that nobody asked for was not checked, so nobody gets to rely on it.
    TokenSet tokens =
        idToken.asMap().isEmpty()
            ? with(granted, granted.refreshToken(), Optional.empty())
            : granted;
    Claims userInfo =
        provider
            .userInfo()
            .map(uri -> userInfoEndpoint.fetch(uri, tokens.accessToken()))
            .orElse(Claims.NONE);
    requireSameSubject(idToken, userInfo, provider);
    Map<String, List<Claims>> resources = userInfoEndpoint.fetchResources(tokens.accessToken());
    var source = new ProfileSource(userInfo, idToken, response, tokens, resources);
    return new SignIn(profile(source), tokens);
  }

  @Override
  public CredentialPrompt prompt(CredentialRequest request) {
    requireOpen();
    return credentials.prompt(request);
  }

  @Override
  public VerifiedCredential accept(CredentialResponse response) {
    return credentials.accept(response, open());
  }

  @Override
  public TokenSet refresh(RefreshRequest request) {
    Endpoints provider = open();
    if (!settings.refreshable()) {
      throw ConnectorException.notSupported("refresh");
    }
    Map<String, String> grant =
        Map.of("grant_type", "refresh_token", "refresh_token", request.refreshToken().reveal());
    TokenSet renewed;
    try {
      renewed = tokenEndpoint.request(provider.token(), grant, request.scopes());
    } catch (ConnectorException e) {
      throw e.error() == ConnectorError.CODE_INVALID ? signInAgain(e) : e;
    }
    return with(
        renewed,
        // RFC 6749 §6: the old one stays when no new one comes.
        renewed.refreshToken().or(() -> Optional.of(request.refreshToken())),
        idTokens.verifiedRenewed(renewed, request.subject(), provider));
  }

  @Override
  public void revoke(RevocationRequest request) {
    Endpoints provider = open();
    URI endpoint =
        provider.revocation().orElseThrow(() -> ConnectorException.notSupported("revoke"));
    tokenEndpoint.revoke(
        endpoint,
        provider.token(),
        Map.of("token", request.token().reveal(), "token_type_hint", request.kind().hint()));
  }

  @Override
  public ConnectorHealth check() {
    return new ClientCheck(settings, tokenEndpoint, context).run(this::open);
  }

  @Override
  public void close() {
    // Calls in flight end with the host's HTTP of this instance.
    closed = true;
  }

  private Endpoints open() {
    requireOpen();
    return endpoints.get();
  }

  private void requireOpen() {
    if (closed) {
      throw ConnectorException.of(ConnectorError.STOPPED)
          .message("The connector instance '" + context.instanceId() + "' is closed.")
          .build();
    }
  }

  private static TokenSet with(
      TokenSet tokens, Optional<Secret> refreshToken, Optional<Secret> idToken) {
    return new TokenSet(
        tokens.accessToken(),
        tokens.tokenType(),
        tokens.expiresAt(),
        refreshToken,
        idToken,
        tokens.scopes());
  }

  private static Map<String, String> grant(String code, Transaction transaction) {
    var grant = new LinkedHashMap<String, String>();
    grant.put("grant_type", "authorization_code");
    grant.put("code", code);
    grant.put("redirect_uri", transaction.redirectUri());
    transaction.codeVerifier().ifPresent(verifier -> grant.put("code_verifier", verifier));
    return grant;
  }

  private void requireSameSubject(Claims idToken, Claims userInfo, Endpoints provider) {
    if (idToken.asMap().isEmpty() || provider.userInfo().isEmpty()) {
      return;
    }
    // OpenID Connect Core §5.3.2: MUST be verified to exactly match.
    String said = userInfo.identifier(settings.userInfoSubject());
    if (!idToken.identifier("sub").equals(said)) {
      throw ConnectorException.of(ConnectorError.TOKEN_INVALID)
          .message("The userinfo response is about another person than the ID Token.")
          .build();
    }
  }

  private UserProfile profile(ProfileSource source) {
    try {
      return settings.profile().map(source);
    } catch (IllegalArgumentException e) {
      throw ConnectorException.of(ConnectorError.INVALID_RESPONSE)
          .message("The provider's answer does not make a profile: " + e.getMessage())
          .cause(e)
          .build();
    }
  }

  private static ConnectorException signInAgain(ConnectorException refused) {
    var error =
        ConnectorException.of(ConnectorError.TOKEN_INVALID)
            .message("The provider no longer accepts the refresh token. Sign in again.")
            .provider(
                refused.providerError().orElse(null),
                refused.providerErrorDescription().orElse(null))
            .cause(refused);
    refused.httpStatus().ifPresent(error::httpStatus);
    return error.build();
  }

  /** The scopes a text lists, separated by white space, in order. */
  public static Set<String> scopes(String text) {
    return OAuthConnectorBuilder.split(text);
  }
}
