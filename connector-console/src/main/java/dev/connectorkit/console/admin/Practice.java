package dev.connectorkit.console.admin;

import java.util.Map;

/**
 * Values for an instance that signs in at the practice provider. None of them opens anything
 * elsewhere, so a page may show them all.
 *
 * @param connector id of the connector that they are for; empty for no practice
 * @param values of the form, without the secret
 * @param secret the client secret, which a form never has
 */
public record Practice(String connector, Map<String, Object> values, String secret) {

  public static final Practice NONE = new Practice("", Map.of(), "");

  public Practice {
    values = Map.copyOf(values);
  }

  boolean isFor(String connectorId) {
    return !connector.isEmpty() && connector.equals(connectorId);
  }
}
