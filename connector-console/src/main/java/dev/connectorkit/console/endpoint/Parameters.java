package dev.connectorkit.console.endpoint;

import dev.connectorkit.console.handover.OAuthError;
import dev.connectorkit.console.handover.OAuthException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request; an empty one is as good as none (RFC 6749 §3.1). */
record Parameters(Map<String, List<String>> all) {

  static Parameters of(Map<String, List<String>> all) {
    return new Parameters(all);
  }

  /**
   * @throws OAuthException when it comes more than once (RFC 6749 §3.1 and §3.2)
   */
  Optional<String> single(String name) {
    List<String> values = all.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new OAuthException(
          OAuthError.INVALID_REQUEST, "The parameter " + name + " comes more than once.");
    }
    return values.stream().filter(value -> !value.isEmpty()).findFirst();
  }

  String required(String name) {
    return single(name)
        .orElseThrow(
            () ->
                new OAuthException(
                    OAuthError.INVALID_REQUEST, "The parameter " + name + " is missing."));
  }

  /** Names only. */
  @Override
  public String toString() {
    return "Parameters" + all.keySet();
  }
}
