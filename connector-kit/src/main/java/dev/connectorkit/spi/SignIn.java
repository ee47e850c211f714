package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

/** A completed sign-in: who the person is, and the tokens the provider granted. */
public record SignIn(UserProfile profile, TokenSet tokens) {

  public SignIn {
    requireNonNull(profile, "profile is null");
    requireNonNull(tokens, "tokens is null");
  }
}
