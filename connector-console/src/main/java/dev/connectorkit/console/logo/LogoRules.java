package dev.connectorkit.console.logo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.host.StillPicture;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Logo;
import java.nio.ByteBuffer;

/** What a picture must be like that somebody brings from outside. */
public final class LogoRules {

  // A picture of a few hundred bytes can unfold into gigabytes of pixels.
  private static final int MOST_PIXELS = 1_024;
  private static final int PNG_SIZE_AT = 16;
  private static final int PNG_FIRST = 0x89;

  private LogoRules() {}

  /**
   * @param content a PNG or SVG file
   * @throws ConsoleException with {@link ConsoleError#INVALID} when it is none that only draws
   */
  public static Logo checked(byte[] content) {
    boolean png = content.length > 0 && (content[0] & 0xFF) == PNG_FIRST;
    try {
      var logo = new Logo(png ? "image/png" : "image/svg+xml", content);
      StillPicture.check(logo);
      if (png
          && !(isSmall(content, PNG_SIZE_AT) && isSmall(content, PNG_SIZE_AT + Integer.BYTES))) {
        throw invalid("A PNG may have at most " + MOST_PIXELS + " by " + MOST_PIXELS + " pixels.");
      }
      return logo;
    } catch (IllegalArgumentException | ConnectorException e) {
      throw invalid(
          png || beginsWithATag(content)
              ? String.valueOf(e.getMessage())
              : "It is neither a PNG nor an SVG. A logo is one of these.");
    }
  }

  private static boolean beginsWithATag(byte[] content) {
    return new String(content, UTF_8).replace("\uFEFF", "").stripLeading().startsWith("<");
  }

  /** Width or height in the header of a PNG (PNG Specification §11.2.1). */
  private static boolean isSmall(byte[] png, int at) {
    if (png.length < at + Integer.BYTES) {
      return false;
    }
    int size = ByteBuffer.wrap(png).getInt(at);
    return size > 0 && size <= MOST_PIXELS;
  }

  private static ConsoleException invalid(String message) {
    return new ConsoleException(ConsoleError.INVALID, message);
  }
}
