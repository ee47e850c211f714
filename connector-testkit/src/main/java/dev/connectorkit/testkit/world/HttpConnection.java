package dev.connectorkit.testkit.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one HTTP/1.1 connection. Written by hand because a library's server would
 * not let an origin break the protocol.
 */
final class HttpConnection {

  private static final int MAX_HEAD = 64 * 1024;
  private static final int MAX_BODY = 1024 * 1024;

  private final URI origin;
  private final FakeOrigin fake;
  private final Journal journal;
  private final Socket raw;
  private final InputStream in;
  private final OutputStream out;

  /**
   * @param raw the socket beneath TLS
   * @param socket where requests and answers go
   */
  HttpConnection(URI origin, FakeOrigin fake, Journal journal, Socket raw, Socket socket)
      throws IOException {
    this.origin = origin;
    this.fake = fake;
    this.journal = journal;
    this.raw = raw;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  void serve() throws IOException {
    for (FakeRequest request = read(); request != null; request = read()) {
      FakeResponse response = answer(request);
      Journal.Exchange exchange = journal.add(request, response);
      var wire = new Wire(raw, out, exchange.bytesSent());
      if (!response.delay().isZero()) {
        wire.pause(response.delay());
      }
      if (response.fault() != null) {
        response.fault().play(wire);
        return;
      }
      if (response.status() == 0) {
        return;
      }
      wire.send(head(response));
      if (!request.method().equals("HEAD")) {
        wire.send(response.body());
      }
      if (request.header("connection").filter("close"::equalsIgnoreCase).isPresent()) {
        return;
      }
    }
  }

  private FakeResponse answer(FakeRequest request) {
    try {
      return fake.handle(request);
    } catch (RuntimeException e) {
      // A defect of the fake must not look like an answer of the provider.
      journal.addDefect(e);
      return FakeResponse.of(599, "text/plain", "The fake failed: " + e);
    }
  }

  private @Nullable FakeRequest read() throws IOException {
    String head = head(in);
    if (head.isEmpty()) {
      return null;
    }
    String[] lines = head.split("\r\n");
    String[] start = lines[0].split(" ");
    if (start.length != 3) {
      return null;
    }
    var headers = new TreeMap<String, List<String>>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(
                lines[i].substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(lines[i].substring(colon + 1).strip());
      }
    }
    try {
      return new FakeRequest(start[0], origin, new URI(start[1]), headers, body(headers));
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    String length = headers.getOrDefault("content-length", List.of("0")).get(0);
    return in.readNBytes(
        length.matches("\\d{1,7}") ? Math.min(Integer.parseInt(length), MAX_BODY) : 0);
  }

  /** Everything up to the empty line, byte by byte: what follows may belong to something else. */
  static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < MAX_HEAD && head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static byte[] head(FakeResponse response) {
    var head = new StringBuilder("HTTP/1.1 ").append(response.status()).append(" Fake\r\n");
    response
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (response.headers().keySet().stream().noneMatch("Date"::equalsIgnoreCase)) {
      head.append("Date: ")
          .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
          .append("\r\n");
    }
    boolean without = response.status() == 204 || response.status() == 304;
    if (!without) {
      head.append("Content-Length: ").append(response.body().length).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }
}
