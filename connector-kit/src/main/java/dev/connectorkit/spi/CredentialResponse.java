package dev.connectorkit.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All parameters that the provider's script posted with a credential, in order of arrival. */
public record CredentialResponse(Map<String, List<String>> parameters) {

  public CredentialResponse {
    parameters = new AuthorizationResponse(parameters).parameters();
  }

  /**
   * The value of a parameter; empty when it is absent or blank.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_REQUEST_PARAMETERS} when it
   *     arrived more than once
   */
  public Optional<String> single(String name) {
    return new AuthorizationResponse(parameters).single(name);
  }

  /** Names only: a value is the credential. */
  @Override
  public String toString() {
    return "CredentialResponse" + parameters.keySet();
  }
}
