package dev.connectorkit.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/** One kept connection of somebody who asks and reads as little as a sign-in takes. */
final class Http implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final String authority;

  Http(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.authority = "localhost:" + port;
  }

  /**
   * @param cookie empty for none
   */
  Response send(String method, String target, String cookie) throws IOException {
    String request =
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: "
            + authority
            + (cookie.isEmpty() ? "" : "\r\nCookie: " + cookie)
            + (method.equals("POST") ? "\r\nContent-Length: 0" : "")
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    var head = new StringBuilder(1024);
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException("The server ended the connection.");
      }
      head.append((char) read);
    }
    var response = new Response(head.toString());
    String length = response.header("Content-Length");
    in.skipNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    return response;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** An answer, whose body was passed over. */
  record Response(String head) {

    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    /** Path and query of where it leads to. */
    String location() {
      URI location = URI.create(header("Location"));
      String query = location.getRawQuery();
      return location.getRawPath() + (query == null ? "" : "?" + query);
    }

    /** The value; empty when there is none. */
    String header(String name) {
      return line(name + ": ");
    }

    /** Name and value of a cookie that is set. */
    String cookie(String name) {
      return name + "=" + line("Set-Cookie: " + name + "=").split(";", 2)[0];
    }

    private String line(String start) {
      String wanted = start.toLowerCase(Locale.ROOT);
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
          .map(line -> line.substring(start.length()))
          .findFirst()
          .orElse("");
    }
  }
}
