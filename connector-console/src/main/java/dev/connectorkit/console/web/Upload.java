package dev.connectorkit.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import io.javalin.http.Context;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A form with a file in it (RFC 7578). What the browser calls the file is not read.
 *
 * @param fields the other fields
 * @param file empty when none was chosen
 */
public record Upload(Map<String, String> fields, Optional<Part> file) {

  private static final String CONFIG = "org.eclipse.jetty.multipartConfig";
  private static final String FILE = "file";
  private static final int MAX_PARTS = 10;
  private static final int MAX_FIELD_BYTES = 600_000;
  // Beyond this a file waits on the disk.
  private static final int IN_MEMORY = 64_000;

  /** The size of a photograph. */
  private static final long MOST_READ_ON = 20_000_000;

  /** What a browser adds to the content: the other fields, and boundaries. */
  private static final int AROUND = MAX_FIELD_BYTES + 20_000;

  /**
   * @param maxBytes of the file
   * @throws ConsoleException with {@link ConsoleError#TOO_LARGE} or {@link ConsoleError#INVALID}
   */
  public static Upload of(Context context, long maxBytes) {
    boolean multipart =
        String.valueOf(context.header("Content-Type")).startsWith("multipart/form-data");
    if (!multipart) {
      throw new ConsoleException(ConsoleError.INVALID, "The form has to be sent with its file.");
    }
    // Before anything of it is kept.
    if (context.req().getContentLengthLong() > maxBytes + AROUND) {
      readOn(context);
      throw tooLarge(maxBytes);
    }
    context
        .req()
        .setAttribute(
            CONFIG,
            new MultipartConfigElement(
                System.getProperty("java.io.tmpdir"), maxBytes, maxBytes + AROUND, IN_MEMORY));
    try {
      return read(context);
    } catch (IOException | ServletException | IllegalStateException e) {
      throw tooLarge(maxBytes);
    }
  }

  /** The value of a field; empty when it is not there. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  private static Upload read(Context context) throws IOException, ServletException {
    var fields = new LinkedHashMap<String, String>();
    Optional<Part> file = Optional.empty();
    if (context.req().getParts().size() > MAX_PARTS) {
      throw new ConsoleException(ConsoleError.INVALID, "The form has too many fields.");
    }
    for (Part part : context.req().getParts()) {
      if (part.getName().equals(FILE)) {
        file = part.getSize() == 0 ? Optional.empty() : Optional.of(part);
      } else if (part.getSize() <= MAX_FIELD_BYTES) {
        try (InputStream content = part.getInputStream()) {
          fields.put(part.getName(), new String(content.readAllBytes(), UTF_8));
        }
      } else {
        throw new ConsoleException(ConsoleError.TOO_LARGE, "A field of the form is too large.");
      }
    }
    return new Upload(fields, file);
  }

  /**
   * A client that still sends may not see an answer: the connection ends under it (RFC 9112 §9.6).
   * So what is not much longer is read, and thrown away.
   */
  private static void readOn(Context context) {
    if (context.req().getContentLengthLong() <= MOST_READ_ON) {
      try {
        context.req().getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // Whoever stopped sending gets the answer at once.
      }
    }
  }

  private static ConsoleException tooLarge(long maxBytes) {
    return new ConsoleException(
        ConsoleError.TOO_LARGE,
        "The file could not be taken: it may have at most " + maxBytes + " bytes.");
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "Upload" + fields.keySet();
  }
}
