package dev.connectorkit.console.admin;

/**
 * What is around every page.
 *
 * @param operator who is signed in; empty for nobody
 * @param token for its forms
 * @param section which part of the navigation it is of, such as {@code instances}
 * @param notice what was just done; empty for nothing
 */
public record Shell(String operator, String token, String section, String notice) {

  public boolean signedIn() {
    return !operator.isEmpty();
  }

  /** For the navigation. */
  public boolean in(String name) {
    return section.equals(name);
  }
}
