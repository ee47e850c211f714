package dev.connectorkit.host.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server on a raw socket that does to each connection what a test says. */
final class RawServer implements AutoCloseable {

  /** What happens after the request was read. */
  interface Behaviour {
    void respond(Socket client, OutputStream out) throws Exception;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  final CountDownLatch asked = new CountDownLatch(1);

  private final ServerSocket listener;
  private final Behaviour behaviour;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();

  RawServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::accept, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  static RawServer answering(String response) throws IOException {
    return new RawServer(
        (client, out) -> {
          out.write(response.getBytes(ISO_8859_1));
          out.flush();
        });
  }

  URI origin() {
    return URI.create("http://localhost:" + listener.getLocalPort());
  }

  URI uri() {
    return URI.create(origin() + "/token");
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        clients.add(client);
        var thread = new Thread(() -> serve(client), "raw-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      requests.add(read(client.getInputStream()));
      asked.countDown();
      behaviour.respond(client, client.getOutputStream());
    } catch (Exception e) {
      // The client went away, which is what many of these tests are about.
      return;
    }
  }

  private static String read(InputStream in) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return text.toString();
      }
      text.append((char) next);
    }
    var length =
        java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(text.toString());
    if (length.find()) {
      text.append(new String(in.readNBytes(Integer.parseInt(length.group(1))), ISO_8859_1));
    }
    return text.toString();
  }
}
