package dev.connectorkit.oauth;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ResponseMode;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes authorization requests (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1). */
final class AuthorizationRequests {

  private final OAuthConnectorBuilder.Settings settings;
  private final SecureRandom random;

  AuthorizationRequests(OAuthConnectorBuilder.Settings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  Authorization create(Endpoints provider, AuthorizationRequest request) {
    Set<String> scopes = scopes(request);
    var transaction =
        new Transaction(
            request.redirectUri().toString(),
            scopes,
            settings.pkce() ? Optional.of(Pkce.random(random)) : Optional.empty(),
            scopes.contains("openid") ? Optional.of(Pkce.random(random)) : Optional.empty(),
            understood(request, Hint.MAX_AGE),
            Optional.of(settings.client().clientId()),
            Optional.of(provider.token().toString()));

    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", settings.client().clientId());
    parameters.put("redirect_uri", transaction.redirectUri());
    if (!scopes.isEmpty()) {
      parameters.put("scope", String.join(settings.scopeSeparator(), scopes));
    }
    parameters.put("state", request.state());
    transaction
        .codeVerifier()
        .ifPresent(
            verifier -> {
              parameters.put("code_challenge", Pkce.challenge(verifier));
              parameters.put("code_challenge_method", "S256");
            });
    transaction.nonce().ifPresent(nonce -> parameters.put("nonce", nonce));
    if (settings.responseMode() == ResponseMode.FORM_POST) {
      parameters.put("response_mode", "form_post");
    }
    for (Hint hint : settings.hints().keySet()) {
      understood(request, hint).ifPresent(value -> parameters.put(hint.parameter(), value));
    }
    settings.parameters().forEach(parameters::putIfAbsent);
    return new Authorization(
        Parameters.append(provider.authorization(), parameters),
        transaction.toSession(),
        settings.responseMode());
  }

  private Set<String> scopes(AuthorizationRequest request) {
    Set<String> wanted = request.scopes().isEmpty() ? settings.scopes() : request.scopes();
    if (wanted.containsAll(settings.requiredScopes())) {
      return wanted;
    }
    var scopes = new LinkedHashSet<>(settings.requiredScopes());
    scopes.addAll(wanted);
    return scopes;
  }

  private Optional<String> understood(AuthorizationRequest request, Hint hint) {
    String configured = settings.hints().get(hint);
    if (configured == null) {
      return Optional.empty();
    }
    Optional<String> value =
        Optional.of(request.hints().getOrDefault(hint, configured)).filter(text -> !text.isBlank());
    if (hint == Hint.MAX_AGE && value.filter(text -> !text.matches("\\d{1,9}")).isPresent()) {
      throw ConnectorException.of(ConnectorError.INVALID_REQUEST_PARAMETERS)
          .message("max_age is not a number of seconds.")
          .build();
    }
    return value;
  }
}
