package dev.connectorkit.console.source;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.logo.LogoRules;
import dev.connectorkit.spi.Logo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture in a file of instances: inside of it (RFC 2397), or beside it. */
public final class LogoText {

  private static final Pattern INLINE = Pattern.compile("data:image/(?:png|svg\\+xml);base64,(.*)");
  private static final int LONGEST_SHOWN = 200;

  private LogoText() {}

  /** A picture as a text that needs no other file. */
  public static String of(Logo logo) {
    return "data:"
        + logo.mediaType()
        + ";base64,"
        + Base64.getEncoder().encodeToString(logo.content());
  }

  static boolean isInline(String text) {
    return text.startsWith("data:");
  }

  static Logo read(String text) {
    Matcher inline = INLINE.matcher(text);
    try {
      if (inline.matches()) {
        return LogoRules.checked(Base64.getDecoder().decode(inline.group(1)));
      }
    } catch (IllegalArgumentException e) {
      // As below.
    }
    throw invalid(
        "A logo inside of the file begins with data:image/svg+xml;base64, or"
            + " data:image/png;base64, and has base64 after it.");
  }

  /**
   * @param folder none for a file that came from elsewhere
   */
  static Logo read(String path, Optional<Path> folder) {
    if (folder.isEmpty()) {
      throw invalid(
          "A path is read only where the console starts from the file, or by the command import."
              + " Put the picture here as data:image/svg+xml;base64, or data:image/png;base64,.");
    }
    try {
      Path file = folder.get().resolve(path);
      if (Path.of(path).isAbsolute() || !file.normalize().startsWith(folder.get().normalize())) {
        throw invalid("The path of a logo begins at the folder of this file, and stays in it.");
      }
      if (!Files.isRegularFile(file)) {
        // A pipe would be waited for without a bound.
        throw invalid("The logo " + shown(path) + " is not there, or is no file.");
      }
      try (InputStream content = Files.newInputStream(file)) {
        return LogoRules.checked(content.readNBytes(Logo.MAX_BYTES + 1));
      }
    } catch (IOException | InvalidPathException e) {
      throw invalid("The logo " + shown(path) + " cannot be read.");
    }
  }

  private static String shown(String path) {
    return path.length() <= LONGEST_SHOWN ? path : path.substring(0, LONGEST_SHOWN) + "…";
  }

  private static ConsoleException invalid(String message) {
    return new ConsoleException(ConsoleError.INVALID, message);
  }
}
