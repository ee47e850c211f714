package dev.connectorkit.host.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The server's end of one connection, with the ways to misuse it. */
final class RawConnection {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private final Socket wire;
  private final Consumer<String> journal;
  private final AtomicLong sent;
  private final CountDownLatch end;
  private Socket socket;
  private OutputStream out;
  private String request = "";

  /**
   * @param journal learns of each request that was read, as far as it came
   * @param sent counts the bytes written, before TLS
   * @param end when the server ends
   */
  RawConnection(Socket wire, Consumer<String> journal, AtomicLong sent, CountDownLatch end)
      throws IOException {
    this.wire = wire;
    this.socket = wire;
    this.journal = journal;
    this.sent = sent;
    this.end = end;
    this.out = counted(wire.getOutputStream());
  }

  /** Puts TLS on, as the server of it. */
  void secure(SSLContext context) throws IOException {
    var tls = (SSLSocket) context.getSocketFactory().createSocket(wire, null, 0, true);
    tls.setUseClientMode(false);
    tls.startHandshake();
    socket = tls;
    out = counted(tls.getOutputStream());
  }

  /** Reads one request; fails when none comes. */
  String read() throws IOException {
    InputStream in = socket.getInputStream();
    var text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("The client ended after: " + text);
      }
      text.append((char) next);
    }
    Matcher length = LENGTH.matcher(text);
    if (length.find()) {
      text.append(new String(in.readNBytes(Integer.parseInt(length.group(1))), ISO_8859_1));
    }
    request = text.toString();
    journal.accept(request);
    return request;
  }

  String lastRequest() {
    return request;
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  /** Sends this again and again, for as long as the other side takes it. */
  void flood(String text) throws IOException {
    byte[] bytes = text.repeat(Math.max(1, 8192 / text.length())).getBytes(ISO_8859_1);
    while (true) {
      out.write(bytes);
    }
  }

  /** A byte every now and then: each read succeeds, and the whole takes for ever. */
  void drip(String text) throws IOException, InterruptedException {
    while (true) {
      for (byte next : text.getBytes(ISO_8859_1)) {
        send(new byte[] {next});
        end.await(20, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Says nothing more, and keeps the connection. */
  void hold() throws InterruptedException {
    end.await();
  }

  /** Breaks the connection: the other side sees a reset, not an end. */
  void reset() throws IOException {
    wire.setSoLinger(true, 0);
    wire.close();
  }

  /** Ends the connection below TLS, without its farewell. */
  void cut() throws IOException {
    wire.close();
  }

  private OutputStream counted(OutputStream to) {
    return new FilterOutputStream(to) {
      @Override
      public void write(int b) throws IOException {
        super.write(b);
        sent.incrementAndGet();
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        to.write(bytes, from, length);
        sent.addAndGet(length);
      }
    };
  }
}
