package dev.connectorkit.console.admin;

import org.jspecify.annotations.Nullable;

/**
 * What is around every page.
 *
 * @param operator who is signed in; empty for nobody
 * @param token for its forms
 * @param section which part of the navigation it is of, such as {@code instances}
 * @param notice what was just done; empty for nothing
 * @param focus id of the element that has the focus when the page was loaded; empty for none. It is
 *     said of it what was just done, so that people hear that who do not see the page
 */
public record Shell(String operator, String token, String section, String notice, String focus) {

  private static final String NOTICE = "notice";

  Shell(String operator, String token, String section, String notice) {
    this(operator, token, section, notice, notice.isEmpty() ? "" : NOTICE);
  }

  /** The same, after something was done to an entry of a list. */
  Shell saying(String text, String focused) {
    return new Shell(operator, token, section, text, focused);
  }

  /** Whether an element has the focus. */
  public boolean focuses(String id) {
    return focus.equals(id);
  }

  /** For {@code aria-describedby} of a button that may have the focus; null for nothing. */
  public @Nullable String describes(String id) {
    return focuses(id) ? NOTICE : null;
  }

  public boolean signedIn() {
    return !operator.isEmpty();
  }

  /** For the navigation. */
  public boolean in(String name) {
    return section.equals(name);
  }
}
