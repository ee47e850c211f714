package dev.connectorkit.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All parameters that reached the redirect URI, from the query or the form, in order of arrival. A
 * parameter may have arrived more than once.
 */
public record AuthorizationResponse(Map<String, List<String>> parameters) {

  public AuthorizationResponse {
    var copy = new LinkedHashMap<String, List<String>>();
    parameters.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    parameters = java.util.Collections.unmodifiableMap(copy);
  }

  /**
   * The value of a parameter; empty when it is absent or blank (RFC 6749 §3.1: a parameter without
   * a value is treated as omitted).
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_REQUEST_PARAMETERS} when it
   *     arrived more than once (RFC 6749 §3.1)
   */
  public Optional<String> single(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw ConnectorException.of(ConnectorError.INVALID_REQUEST_PARAMETERS)
          .message("The callback carries the parameter '" + name + "' more than once.")
          .build();
    }
    return values.isEmpty() || values.get(0).isBlank()
        ? Optional.empty()
        : Optional.of(values.get(0));
  }

  /** Names only: values hold the code. */
  @Override
  public String toString() {
    return "AuthorizationResponse" + parameters.keySet();
  }
}
