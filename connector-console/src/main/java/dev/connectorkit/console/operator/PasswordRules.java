package dev.connectorkit.console.operator;

import com.nulabinc.zxcvbn.Zxcvbn;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a new password must be like: long, without rules about the kinds of characters (OWASP ASVS
 * 4.0.3, 2.1.1, 2.1.2 and 2.1.9), and none that is tried first (NIST SP 800-63B §5.1.1.2).
 */
final class PasswordRules {

  private static final int SHORTEST = 12;
  static final int LONGEST = 128;

  // Of four: more than 10^8 guesses for whoever begins with what leaked, with words and with keys
  // that are beside each other.
  private static final int LOWEST_SCORE = 3;
  // The estimate takes seconds for more, and a part that is hard to guess makes the whole so.
  private static final int ESTIMATED = 32;

  private static final String PRODUCT = "connectorkit";
  private static final List<String> EXPECTED =
      List.of("connector", "kit", PRODUCT, "console", "operator");
  // Shorter ones are in many words by chance.
  private static final int SHORTEST_NAME = 3;
  private static final int SHORTEST_PART = 4;

  private PasswordRules() {}

  /**
   * @param name the operator's
   * @throws ConsoleException with {@link ConsoleError#INVALID}, and what to change
   */
  static void check(String password, String name) {
    String normal = Passwords.normal(password);
    long characters = normal.codePoints().count();
    if (characters < SHORTEST) {
      throw invalid("The password must have at least " + SHORTEST + " characters.");
    }
    if (characters > LONGEST) {
      throw invalid("The password must have at most " + LONGEST + " characters.");
    }
    String letters = letters(normal);
    if (parts(name).stream().anyMatch(letters::contains)) {
      throw invalid("The password has your name in it, which is tried first. Leave the name out.");
    }
    if (letters.contains(PRODUCT)) {
      throw invalid(
          "The password has the name of this product in it, which is tried first. Leave it out.");
    }
    if (isGuessedEarly(normal, name)) {
      throw invalid(
          "That password is a common one that leaked elsewhere, or close to one, and is tried"
              + " first. Take several words that do not belong together.");
    }
  }

  private static boolean isGuessedEarly(String password, String name) {
    List<String> expected = new ArrayList<>(EXPECTED);
    expected.addAll(parts(name));
    String first = password.substring(0, Math.min(ESTIMATED, password.length()));
    String last = password.substring(Math.max(0, password.length() - ESTIMATED));
    return score(first, expected) < LOWEST_SCORE
        && (last.equals(first) || score(last, expected) < LOWEST_SCORE);
  }

  private static int score(String password, List<String> expected) {
    return Lists.ESTIMATE.measure(password, expected).getScore();
  }

  /** A name, and what it is made of: an address, for one. */
  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    String whole = letters(name);
    if (whole.length() >= SHORTEST_NAME) {
      parts.add(whole);
    }
    Arrays.stream(name.split("[^\\p{L}\\p{N}]+"))
        .map(PasswordRules::letters)
        .filter(part -> part.length() >= SHORTEST_PART)
        .forEach(parts::add);
    return parts;
  }

  /** However it is written: "Connector-Kit" is "connectorkit". */
  private static String letters(String text) {
    return Passwords.normal(text).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static ConsoleException invalid(String message) {
    return ConsoleException.at("password", ConsoleError.INVALID, message);
  }

  /** Some 11 MB of words, which are not there before the first password is set. */
  private static final class Lists {
    static final Zxcvbn ESTIMATE = new Zxcvbn();
  }
}
