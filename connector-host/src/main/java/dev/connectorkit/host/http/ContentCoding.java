package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * Undoes a content coding that a provider used although none was asked for. Bounded by the size
 * after decoding: a few kilobytes of gzip can stand for gigabytes.
 */
final class ContentCoding {

  private ContentCoding() {}

  static byte[] decoded(byte[] body, String encoding, int maxBytes) {
    return switch (encoding) {
      case "identity", "" -> body;
      case "gzip", "x-gzip" -> gunzip(body, maxBytes);
      default -> throw invalid("The provider used a content coding nobody asked for.");
    };
  }

  private static byte[] gunzip(byte[] body, int maxBytes) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] decoded = in.readNBytes(maxBytes + 1);
      if (decoded.length > maxBytes) {
        throw invalid("The provider's response is over " + maxBytes + " bytes when decoded.");
      }
      return decoded;
    } catch (IOException e) {
      throw invalid("The provider's response is not valid gzip.");
    }
  }

  private static ConnectorException invalid(String message) {
    return ConnectorException.of(ConnectorError.INVALID_RESPONSE).message(message).build();
  }
}
