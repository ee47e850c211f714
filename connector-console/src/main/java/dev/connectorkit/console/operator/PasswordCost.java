package dev.connectorkit.console.operator;

/**
 * What one guess at a password costs: the memory and passes of Argon2id (RFC 9106 §3.1). Each hash
 * says which it was made with, so another cost holds for the passwords that are set from then on.
 *
 * @param memoryKib in KiB
 */
public record PasswordCost(int memoryKib, int passes) {

  /** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB and two passes, in one lane. */
  public static final PasswordCost RECOMMENDED = new PasswordCost(19 * 1024, 2);
}
