package dev.connectorkit.spi;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A text in several languages, keyed by BCP 47 tag. English ({@code en}) is always there.
 *
 * @param translations tag to text; at most 2,000 characters each, plain text for whoever shows it
 */
public record LocalizedText(Map<String, String> translations) {

  private static final int MAX_LENGTH = 2_000;

  // Line and paragraph separators, controls but line feed and tab, and what turns the direction of
  // the text around it (Unicode UAX #9). Joiners stay: some languages are written with them.
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

  public LocalizedText {
    if (!translations.containsKey("en")) {
      throw new IllegalArgumentException("A localized text needs an 'en' entry.");
    }
    translations.forEach(LocalizedText::check);
    translations = java.util.Collections.unmodifiableMap(new TreeMap<>(translations));
  }

  /** A text in English only. */
  public static LocalizedText english(String text) {
    return new LocalizedText(Map.of("en", text));
  }

  /** The best text for a person's languages, most wanted first; English when none fits. */
  public String in(List<Locale.LanguageRange> wanted) {
    String tag = Locale.lookupTag(wanted, translations.keySet());
    return translations.getOrDefault(tag == null ? "en" : match(tag), translations.get("en"));
  }

  /** The best text for one locale; English when none fits. */
  public String in(Locale locale) {
    return in(List.of(new Locale.LanguageRange(locale.toLanguageTag())));
  }

  private String match(String tag) {
    return translations.keySet().stream().filter(tag::equalsIgnoreCase).findFirst().orElse("en");
  }

  private static void check(String tag, String text) {
    try {
      new Locale.Builder().setLanguageTag(tag);
    } catch (IllformedLocaleException e) {
      throw new IllegalArgumentException("'" + tag + "' is not a language tag (BCP 47).", e);
    }
    if (text.isBlank() || text.length() > MAX_LENGTH || UNFIT.matcher(text).find()) {
      throw new IllegalArgumentException(
          "The text for '"
              + tag
              + "' is blank, has more than "
              + MAX_LENGTH
              + " characters, or has control characters in it.");
    }
  }
}
