package dev.connectorkit.oauth;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Decides when an ID Token is required, and has it verified with the provider's current keys. */
final class IdTokens {

  private record VerifierOf(URI location, IdTokenVerifier verifier) {}

  private final OAuthConnectorBuilder.Settings settings;
  private final ConnectorContext context;
  private final AtomicReference<@Nullable VerifierOf> known = new AtomicReference<>();

  IdTokens(OAuthConnectorBuilder.Settings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
  }

  /** The claims of the ID Token of a sign-in; none when none was asked for. */
  Claims verified(TokenSet tokens, Transaction transaction, Endpoints provider) {
    if (transaction.nonce().isEmpty()) {
      return Claims.NONE;
    }
    Secret idToken =
        tokens
            .idToken()
            .orElseThrow(
                () ->
                    ConnectorException.of(ConnectorError.ID_TOKEN_INVALID)
                        .message(
                            "'openid' was asked for and the token response has no ID Token. Allow"
                                + " the scope 'openid' at the provider, or do not ask for it.")
                        .build());
    return admitted(
        verifier(provider)
            .verify(
                idToken,
                new IdTokenVerifier.Expectation(
                    issuer(provider),
                    transaction.nonce().get(),
                    transaction.maxAgeSeconds(),
                    tokens.accessToken())));
  }

  /**
   * The claims of an ID Token that came through the browser; its nonce is for the host to check.
   */
  Claims presented(Secret idToken, Endpoints provider) {
    return admitted(
        verifier(provider)
            .verify(idToken, new IdTokenVerifier.Expectation(issuer(provider), null, null, null)));
  }

  /**
   * OpenID Connect Core §12.2: same issuer, same subject; a nonce is not to be expected.
   *
   * @return the new ID Token; none when there is none, or no key to check it with
   */
  Optional<Secret> verifiedRenewed(TokenSet renewed, Optional<String> subject, Endpoints provider) {
    if (renewed.idToken().isEmpty() || provider.jwks().isEmpty()) {
      return Optional.empty();
    }
    Claims claims =
        admitted(
            verifier(provider)
                .verify(
                    renewed.idToken().get(),
                    new IdTokenVerifier.Expectation(
                        issuer(provider), null, null, renewed.accessToken())));
    if (subject.isPresent() && !subject.get().equals(settings.subject().apply(claims))) {
      throw ConnectorException.of(ConnectorError.ID_TOKEN_INVALID)
          .message("The renewed ID Token is about another person.")
          .build();
    }
    return renewed.idToken();
  }

  private Claims admitted(Claims idToken) {
    settings.admission().accept(idToken);
    return idToken;
  }

  /** One verifier, and so one cache of keys and one rate limit, per location. */
  private IdTokenVerifier verifier(Endpoints provider) {
    URI location = provider.jwks().orElseThrow(() -> incomplete("keys"));
    VerifierOf current =
        known.updateAndGet(
            before ->
                before != null && before.location().equals(location)
                    ? before
                    : new VerifierOf(location, verifier(location)));
    return requireNonNull(current).verifier();
  }

  private IdTokenVerifier verifier(URI location) {
    return new IdTokenVerifier(
        settings.algorithms(),
        new ProviderKeys(location, context.http(), context.clock()),
        context.clock(),
        settings.client().clientId(),
        settings.nonceRepeated());
  }

  private static IssuerRule issuer(Endpoints provider) {
    return provider.issuer().orElseThrow(() -> incomplete("issuer"));
  }

  private static ConnectorException incomplete(String what) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG)
        .message(
            "'openid' is asked for, but the provider's "
                + what
                + " is not known, so no ID Token"
                + " can be accepted.")
        .build();
  }
}
