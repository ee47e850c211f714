package dev.connectorkit.console.source;

import java.util.List;

/**
 * An application in a file; its secrets are in none.
 *
 * @param clientId as the application knows it
 * @param redirectUris exact return addresses
 * @param instances ids of those it may use
 */
public record ApplicationEntry(
    String clientId, String name, List<String> redirectUris, List<String> instances) {

  public ApplicationEntry {
    redirectUris = List.copyOf(redirectUris);
    instances = List.copyOf(instances);
  }
}
