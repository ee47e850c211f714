package dev.connectorkit.benchmarks.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the requests of one connection, one after the other. */
final class Requests {

  /**
   * @param head the request line and the header lines
   * @param body as sent
   */
  record Request(String head, String body) {

    String method() {
      return head.substring(0, head.indexOf(' '));
    }

    String target() {
      int start = head.indexOf(' ') + 1;
      return head.substring(start, head.indexOf(' ', start));
    }

    /** The value of a header; null when it is absent. */
    @Nullable String header(String name) {
      for (int line = head.indexOf("\r\n"); line >= 0; line = head.indexOf("\r\n", line + 2)) {
        int start = line + 2;
        int colon = start + name.length();
        if (head.regionMatches(true, start, name, 0, name.length())
            && colon < head.length()
            && head.charAt(colon) == ':') {
          int end = head.indexOf("\r\n", start);
          return head.substring(colon + 1, end < 0 ? head.length() : end).strip();
        }
      }
      return null;
    }
  }

  private final InputStream in;
  private byte[] buffer = new byte[16 * 1024];
  private int filled;

  Requests(InputStream in) {
    this.in = in;
  }

  /** The next request; null when the client closed the connection between two. */
  @Nullable Request next() throws IOException {
    int end;
    while ((end = endOfHead()) < 0) {
      if (!fill()) {
        return null;
      }
    }
    var request = new Request(new String(buffer, 0, end, ISO_8859_1), "");
    String length = request.header("Content-Length");
    int bodyStart = end + 4;
    int bodyEnd = bodyStart + (length == null ? 0 : Integer.parseInt(length));
    while (filled < bodyEnd) {
      if (!fill()) {
        throw new EOFException();
      }
    }
    String body = new String(buffer, bodyStart, bodyEnd - bodyStart, ISO_8859_1);
    System.arraycopy(buffer, bodyEnd, buffer, 0, filled - bodyEnd);
    filled -= bodyEnd;
    return new Request(request.head(), body);
  }

  private int endOfHead() {
    for (int i = 0; i + 3 < filled; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int n = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(n, 0);
    return n >= 0;
  }
}
