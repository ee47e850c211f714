package dev.connectorkit.console.handover;

import java.time.Instant;
import java.util.List;

/**
 * A program that may have people sign in here.
 *
 * @param clientId its {@code client_id}, made by the console
 * @param name what the sign-in page calls it
 * @param redirectUris where people may be sent back to, to the letter
 * @param instances ids of the connector instances it may use
 * @param secrets ids of its secrets and when each was made, oldest first
 * @param revision of all this; a change must name the one it was made from
 */
public record Application(
    String clientId,
    String name,
    List<String> redirectUris,
    List<String> instances,
    List<MadeSecret> secrets,
    long revision,
    Instant createdAt,
    Instant changedAt) {

  public Application {
    redirectUris = List.copyOf(redirectUris);
    instances = List.copyOf(instances);
    secrets = List.copyOf(secrets);
  }

  /** Whether people may be sent there: compared as text (RFC 9700 §2.1, RFC 3986 §6.2.1). */
  public boolean returnsTo(String redirectUri) {
    return redirectUris.contains(redirectUri);
  }

  public boolean mayUse(String instance) {
    return instances.contains(instance);
  }

  /**
   * One of its secrets, without the secret.
   *
   * @param id names it on pages
   */
  public record MadeSecret(String id, Instant madeAt) {}
}
