package dev.connectorkit.console.form;

import java.util.regex.Pattern;

/** Texts of a plugin, fit for a page that holds more than them. */
final class Shown {

  private static final int MAX_LABEL = 200;
  private static final int MAX_TEXT = 2_000;

  // Controls, and what turns the direction of the text around it (Unicode UAX #9).
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

  private Shown() {}

  static String label(String text) {
    return cut(text, MAX_LABEL);
  }

  static String text(String text) {
    return cut(text, MAX_TEXT);
  }

  private static String cut(String text, int length) {
    String fit = UNFIT.matcher(text).replaceAll(" ").strip();
    return fit.length() <= length ? fit : fit.substring(0, length) + "…";
  }
}
