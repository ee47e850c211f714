package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.CredentialPrompt;
import dev.connectorkit.spi.CredentialRequest;
import dev.connectorkit.spi.CredentialResponse;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.VerifiedCredential;
import java.util.Optional;

/** Sign-ins by an ID Token that a provider's script hands over. */
final class Credentials {

  private final Optional<CredentialScript> script;
  private final IdTokens idTokens;

  Credentials(Optional<CredentialScript> script, IdTokens idTokens) {
    this.script = script;
    this.idTokens = idTokens;
  }

  CredentialPrompt prompt(CredentialRequest request) {
    CredentialScript known = script("prompt");
    return new CredentialPrompt(known.source(), known.settings().apply(request));
  }

  VerifiedCredential accept(CredentialResponse response, Endpoints provider) {
    CredentialScript known = script("accept");
    Secret idToken =
        response
            .single(known.parameter())
            .map(Secret::of)
            .orElseThrow(
                () ->
                    ConnectorException.of(ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS)
                        .message("There is no '" + known.parameter() + "'.")
                        .build());
    Claims claims = idTokens.presented(idToken, provider);
    String state =
        claims
            .text("nonce")
            .orElseThrow(
                () ->
                    ConnectorException.of(ConnectorError.NONCE_MISMATCH)
                        .message("The ID Token belongs to no sign-in that was begun here.")
                        .build());
    return new VerifiedCredential(state, known.profile().apply(claims), idToken);
  }

  private CredentialScript script(String operation) {
    return script.orElseThrow(() -> ConnectorException.notSupported(operation));
  }
}
