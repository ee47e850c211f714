package dev.connectorkit.realproviders;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.host.CompletedSignIn;
import java.util.Base64;

/** Reads the ID Token of a sign-in, which the host has verified. */
final class IdTokenParts {

  private IdTokenParts() {}

  static JsonNode header(CompletedSignIn done) {
    return part(done, 0);
  }

  static JsonNode claims(CompletedSignIn done) {
    return part(done, 1);
  }

  private static JsonNode part(CompletedSignIn done, int index) {
    String part = done.tokens().idToken().orElseThrow().reveal().split("\\.")[index];
    return Admin.json(new String(Base64.getUrlDecoder().decode(part), UTF_8));
  }
}
