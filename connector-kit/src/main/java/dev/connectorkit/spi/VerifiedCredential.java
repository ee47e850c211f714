package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

/**
 * A credential that is the provider's, unexpired and for this client. Whether it belongs to this
 * browser's sign-in, the host finds out by the state.
 *
 * @param state what {@link CredentialRequest#state()} was, as the signed credential repeats it
 * @param profile who the person is
 * @param idToken the credential itself
 */
public record VerifiedCredential(String state, UserProfile profile, Secret idToken) {

  public VerifiedCredential {
    requireNonNull(state, "state is null");
    requireNonNull(profile, "profile is null");
    requireNonNull(idToken, "idToken is null");
  }

  /** Without the state. */
  @Override
  public String toString() {
    return "VerifiedCredential[profile=" + profile + "]";
  }
}
