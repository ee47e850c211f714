package dev.connectorkit.spi;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells an e-mail address that reads the same to everybody from a text that does not.
 *
 * <p>An address is dropped rather than repaired: what a repaired one says, the provider never
 * asserted.
 */
public final class EmailAddress {

  /** RFC 5321 §4.5.3.1: 64 for the local part, "@", 255 for the domain. */
  private static final int MAX_LENGTH = 320;

  // No quoting, comments, lists or white space, and nothing that is invisible: categories C and Z.
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[^\\s\\p{C}\\p{Z}@\"(),:;<>\\[\\]\\\\]+@[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}.-]*");

  // The same in ASCII, where the categories and normalization have nothing to add.
  private static final String MARKS_IN_LOCAL_PART = "!#$%&'*+-./=?^_`{|}~";

  private EmailAddress() {}

  /**
   * The address as it was written; empty when it is none, or when it turns into another text under
   * compatibility normalization (Unicode NFKC), as an address with a fullwidth "@" does.
   */
  public static Optional<String> parse(String text) {
    boolean plain =
        text.length() <= MAX_LENGTH
            && (isPlainAscii(text)
                || ADDRESS.matcher(text).matches()
                    && Normalizer.isNormalized(text, Normalizer.Form.NFKC));
    return plain ? Optional.of(text) : Optional.empty();
  }

  private static boolean isPlainAscii(String text) {
    int at = text.indexOf('@');
    if (at < 1 || at == text.length() - 1 || !isLetterOrDigit(text.charAt(at + 1))) {
      return false;
    }
    for (int i = 0; i < at; i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && MARKS_IN_LOCAL_PART.indexOf(c) < 0) {
        return false;
      }
    }
    for (int i = at + 2; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
