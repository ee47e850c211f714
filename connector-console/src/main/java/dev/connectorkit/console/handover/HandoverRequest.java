package dev.connectorkit.console.handover;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an application asked for, as far as it is needed later.
 *
 * @param redirectUri one of the application's own
 * @param state the application's, given back to it
 * @param nonce for the ID Token
 * @param codeChallenge of the method S256
 */
public record HandoverRequest(
    String clientId,
    String redirectUri,
    String state,
    Optional<String> nonce,
    String codeChallenge) {

  static HandoverRequest of(Map<?, ?> stored) {
    return new HandoverRequest(
        text(stored, "client_id"),
        text(stored, "redirect_uri"),
        text(stored, "state"),
        Optional.ofNullable(stored.get("nonce")).map(String::valueOf),
        text(stored, "code_challenge"));
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("client_id", clientId);
    map.put("redirect_uri", redirectUri);
    map.put("state", state);
    nonce.ifPresent(value -> map.put("nonce", value));
    map.put("code_challenge", codeChallenge);
    return map;
  }

  private static String text(Map<?, ?> stored, String name) {
    return String.valueOf(stored.get(name));
  }

  /** Without state and nonce. */
  @Override
  public String toString() {
    return "HandoverRequest[" + clientId + ", " + redirectUri + "]";
  }
}
