package dev.connectorkit.console.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.json.StrictJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as the text that a person reads and writes. */
public final class JsonText {

  private static final int MAX_DEPTH = 16;

  private static final JsonMapper MAPPER = StrictJson.mapper(MAX_DEPTH);

  private static final ObjectWriter PRETTY =
      MAPPER.writer(
          new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

  private JsonText() {}

  /** On one line, as a value of a choice is compared. */
  static String line(@Nullable Object value) {
    return write(MAPPER.writer(), value);
  }

  /** On several lines, for a person. */
  public static String lines(@Nullable Object value) {
    return write(PRETTY, value);
  }

  private static String write(ObjectWriter writer, @Nullable Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A config has JSON values only.", e);
    }
  }

  /**
   * Any one value.
   *
   * @throws Unreadable with where it stops being JSON
   */
  static @Nullable Object read(String text) throws Unreadable {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      // Neither the parser's message nor its excerpt: the text may hold a secret.
      throw new Unreadable(StrictJson.place(e).orElse("its end"));
    } catch (NumberFormatException e) {
      // What the parser says of an exponent of too many digits.
      throw new Unreadable("its numbers");
    }
  }

  /** A text that is not JSON. */
  static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private Unreadable(String place) {
      super("is not JSON, or is too deeply nested; see " + place + ".");
    }

    private Unreadable() {
      super("must be one JSON object, in braces.");
    }

    static Unreadable notAnObject() {
      return new Unreadable();
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> readObject(String text) throws Unreadable {
    if (read(text) instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw Unreadable.notAnObject();
  }
}
