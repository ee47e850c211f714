package dev.connectorkit.spi;

import org.jspecify.annotations.Nullable;

/** Makes a provider's words fit for a log line or a page. */
final class ProviderText {

  private ProviderText() {}

  /** Replaces control, format and private characters (CR, LF, ESC, bidi marks), and cuts. */
  static @Nullable String clean(@Nullable String text, int maxLength) {
    if (text == null) {
      return null;
    }
    var clean = new StringBuilder();
    text.codePoints()
        .limit(maxLength)
        .map(point -> isPrintable(point) ? point : ' ')
        .forEach(clean::appendCodePoint);
    String result = clean.toString().strip();
    return result.isEmpty() ? null : result;
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
