package dev.connectorkit.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The texts of the public pages in one language, from the files {@code texts/*.properties}. */
public final class Texts {

  private static final List<String> TAGS = List.of("en", "de", "es", "fr", "ja", "pt-BR", "zh");
  private static final Map<String, Texts> BY_TAG = all();

  private final String tag;
  private final Map<String, String> texts;

  private Texts(String tag, Map<String, String> texts) {
    this.tag = tag;
    this.texts = texts;
  }

  /** In the language that the browser wants most, of those there are; or else in English. */
  public static Texts of(Context context) {
    return in(Languages.best(Languages.of(context), TAGS));
  }

  /**
   * @param tag any text; English for one that is none of {@link #tags}
   */
  public static Texts in(String tag) {
    return BY_TAG.getOrDefault(tag, BY_TAG.get("en"));
  }

  /** The languages there are (BCP 47), English first. */
  public static List<String> tags() {
    return TAGS;
  }

  /** Of this language (BCP 47). */
  public String tag() {
    return tag;
  }

  /** What the language calls itself. */
  public String language() {
    Locale locale = Locale.forLanguageTag(tag);
    return locale.getDisplayName(locale);
  }

  /** For whoever has texts of its own in several languages. */
  public List<Locale.LanguageRange> ranges() {
    return List.of(new Locale.LanguageRange(tag));
  }

  /**
   * @param value stands in the place of {@code {0}}
   */
  public String get(String key, String value) {
    return get(key).replace("{0}", value);
  }

  public String get(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("There is no text '" + key + "' in " + tag + ".");
    }
    return text;
  }

  /** By key. */
  Map<String, String> asMap() {
    return texts;
  }

  private static Map<String, Texts> all() {
    Map<String, Texts> all = new LinkedHashMap<>();
    TAGS.forEach(tag -> all.put(tag, read(tag)));
    return all;
  }

  private static Texts read(String tag) {
    String file = "texts/" + tag + ".properties";
    var properties = new Properties();
    try (Reader reader = new InputStreamReader(Texts.class.getResourceAsStream(file), UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException("The resource " + file + " cannot be read.", e);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    properties.forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
    return new Texts(tag, Map.copyOf(texts));
  }
}
