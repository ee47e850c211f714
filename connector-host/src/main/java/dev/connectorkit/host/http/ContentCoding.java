package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Undoes a content coding that a provider used although none was asked for. Bounded by the size
 * after decoding: a few kilobytes of gzip can stand for gigabytes.
 */
final class ContentCoding {

  private ContentCoding() {}

  /**
   * @param codings as applied, in lower case, without {@code identity}
   * @param who sent it, for messages
   */
  static byte[] decoded(byte[] body, List<String> codings, int maxBytes, String who) {
    if (codings.isEmpty() || body.length == 0) {
      return body;
    }
    // One layer only: stacked ones multiply what a byte can stand for.
    if (codings.equals(List.of("gzip")) || codings.equals(List.of("x-gzip"))) {
      return gunzip(body, maxBytes, who);
    }
    throw invalid(
        "The answer of "
            + who
            + " has a content coding nobody asked for. It has to come as it is, or in gzip, once.");
  }

  private static byte[] gunzip(byte[] body, int maxBytes, String who) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] decoded = in.readNBytes(maxBytes + 1);
      if (decoded.length > maxBytes) {
        throw invalid(
            "The answer of %s is over %d bytes when decoded. If it has to be, raise maxBodyBytes."
                .formatted(who, maxBytes));
      }
      return decoded;
    } catch (IOException e) {
      throw invalid(
          "The answer of "
              + who
              + " is not the gzip it says it is. Try again later; something on the way may have cut"
              + " it.");
    }
  }

  private static ConnectorException invalid(String message) {
    return ConnectorException.of(ConnectorError.INVALID_RESPONSE).message(message).build();
  }
}
