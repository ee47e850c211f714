package dev.connectorkit.console.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages a browser asks for, most wanted first (RFC 9110 §12.5.4). */
public final class Languages {

  private static final int MAX_HEADER = 500;

  private Languages() {}

  /** Those that are wanted at all; none for a header that is too long or cannot be read. */
  public static List<Locale.LanguageRange> of(Context context) {
    return parse(context.header("Accept-Language"));
  }

  static List<Locale.LanguageRange> parse(@Nullable String header) {
    if (header == null || header.length() > MAX_HEADER) {
      return List.of();
    }
    try {
      return Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /**
   * The tag that is wanted most: the same, or else one that begins alike (RFC 4647 §3.4), or else
   * another kind of the same language.
   *
   * @param tags what there is, the one for everybody else first
   */
  static String best(List<Locale.LanguageRange> wanted, List<String> tags) {
    List<String> left = new ArrayList<>(tags);
    wanted.stream()
        .filter(range -> range.getWeight() == 0)
        .forEach(range -> left.removeIf(tag -> isOf(tag, range.getRange())));
    for (Locale.LanguageRange range : wanted) {
      Optional<String> found =
          range.getWeight() == 0 ? Optional.empty() : find(range.getRange(), left);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return tags.get(0);
  }

  private static Optional<String> find(String range, List<String> tags) {
    if (range.equals("*")) {
      return tags.stream().findFirst();
    }
    for (String part = range; !part.isEmpty(); part = shorter(part)) {
      for (String tag : tags) {
        if (tag.equalsIgnoreCase(part)) {
          return Optional.of(tag);
        }
      }
    }
    String language = range.split("-", 2)[0];
    return tags.stream().filter(tag -> isOf(tag, language)).findFirst();
  }

  private static String shorter(String range) {
    int end = range.lastIndexOf('-');
    return end < 0 ? "" : range.substring(0, end);
  }

  private static boolean isOf(String tag, String range) {
    String lower = tag.toLowerCase(Locale.ROOT);
    return lower.equals(range) || lower.startsWith(range + "-");
  }
}
