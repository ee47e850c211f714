package dev.connectorkit.benchmarks.contestant;

import java.net.URI;

/**
 * The client that all contestants are, and the provider they sign in at.
 *
 * @param provider its issuer and base address
 * @param openId whether an ID Token is asked for
 */
public record Client(String provider, boolean openId) {

  static final String ID = "client";
  static final String SECRET = "secret";
  static final String REDIRECT_URI = "http://localhost:8080/callback/huggingface";

  String scope() {
    return openId ? "openid profile email" : "profile email";
  }

  URI authorizationEndpoint() {
    return URI.create(provider + "/oauth/authorize");
  }

  URI tokenEndpoint() {
    return URI.create(provider + "/oauth/token");
  }

  URI userInfoEndpoint() {
    return URI.create(provider + "/oauth/userinfo");
  }

  URI keys() {
    return URI.create(provider + "/oauth/jwks");
  }
}
