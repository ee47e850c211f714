package dev.connectorkit.testkit.corpus;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Bad inputs by what they pretend to be. A fix that is tried on one case only tends to need a
 * second one.
 */
public enum Corpus {
  /** Texts that are no e-mail address, or read as another one somewhere. */
  EMAIL_ADDRESSES,
  /** JSON values of {@code email_verified} that assert nothing. */
  EMAIL_VERIFIED,
  /** Names and descriptions that some page, log, template or deserializer would act on. */
  TEXTS,
  /** Addresses to return to that lead away from {@code https://app.example}. */
  RETURN_ADDRESSES,
  /** SVG that does more than show a picture. */
  SVG_PICTURES,
  /** Names of archive entries that lead out of the folder they are unpacked into. */
  ARCHIVE_ENTRIES,
  /**
   * JSON Schemas that reach out or never end. <code>{server}</code> and <code>{file}</code> stand
   * for addresses of the test's own.
   */
  SCHEMAS;

  /** One bad input; prints as its reason. */
  public record Entry(String why, String text) {
    @Override
    public String toString() {
      return why;
    }
  }

  /** All inputs of this kind, in order. */
  public List<Entry> entries() {
    String file = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
    try (InputStream in = Corpus.class.getResourceAsStream(file)) {
      return JsonMapper.builder().build().readValue(in, new TypeReference<List<Entry>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
