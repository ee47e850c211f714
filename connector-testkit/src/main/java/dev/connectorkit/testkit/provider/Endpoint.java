package dev.connectorkit.testkit.provider;

/** The addresses of a provider, by what they are for. */
public enum Endpoint {
  /** The discovery document. */
  DISCOVERY("discovery document"),
  /** The key set. */
  JWKS("key set"),
  /** Where browsers are sent; a connector that asks it itself does wrong. */
  AUTHORIZATION("authorization endpoint"),
  /** The token endpoint. */
  TOKEN("token endpoint"),
  /** The userinfo address. */
  USER_INFO("userinfo"),
  /** A further address that is read with the access token. */
  RESOURCE("resource"),
  /** The revocation endpoint. */
  REVOCATION("revocation endpoint"),
  /** Anything else at an origin of the world. */
  OTHER("another address");

  private final String words;

  Endpoint(String words) {
    this.words = words;
  }

  /** Its name in a sentence. */
  public String words() {
    return words;
  }
}
