package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * What a host asks of {@link SocialConnector#prompt}.
 *
 * @param state opaque value of at least 128 random bits, which must come back inside of the
 *     credential, under the provider's signature: with an ID Token as its {@code nonce}
 * @param receiver where the provider's script posts the credential
 */
public record CredentialRequest(String state, URI receiver) {

  public CredentialRequest {
    requireNonNull(receiver, "receiver is null");
    if (requireNonNull(state, "state is null").isEmpty()) {
      throw new IllegalArgumentException("state is empty");
    }
  }

  /** Without the state. */
  @Override
  public String toString() {
    return "CredentialRequest[receiver=" + receiver + "]";
  }
}
