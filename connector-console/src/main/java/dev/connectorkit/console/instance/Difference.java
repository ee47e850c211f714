package dev.connectorkit.console.instance;

import java.util.Optional;

/**
 * One value that changes, as a person is told.
 *
 * @param place a word, such as {@code name}, {@code state} or {@code logo light}; or {@code config}
 *     or {@code secret} with a JSON pointer
 * @param before as JSON, or a word about a secret; empty for nothing
 * @param after the same
 */
public record Difference(String place, String before, String after) {

  private static final int LONGEST = 500;

  /** Nothing when both are the same; long ones are cut. */
  public static Optional<Difference> between(String place, String before, String after) {
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(new Difference(place, cut(before), cut(after)));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
