package dev.connectorkit.console.handover;

import java.util.List;

/**
 * What an application is to be, as somebody entered it.
 *
 * @param name what the sign-in page calls it
 * @param redirectUris exact return addresses
 * @param instances ids of the connector instances it may use
 */
public record ApplicationChange(String name, List<String> redirectUris, List<String> instances) {

  public ApplicationChange {
    redirectUris = List.copyOf(redirectUris);
    instances = List.copyOf(instances);
  }
}
