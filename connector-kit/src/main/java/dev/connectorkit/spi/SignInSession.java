package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What a connector needs to remember between {@link SocialConnector#authorize} and {@link
 * SocialConnector#complete}, as flat text: PKCE verifier, nonce, redirect URI. The host stores it,
 * possibly in a database, and a newer version of the connector may read it.
 */
public record SignInSession(Map<String, String> values) {

  public SignInSession {
    values = Map.copyOf(values);
  }

  /** One value; empty when absent. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(requireNonNull(name, "name is null")));
  }

  /** Names only: the values are secrets. */
  @Override
  public String toString() {
    return "SignInSession" + new java.util.TreeSet<>(values.keySet());
  }
}
