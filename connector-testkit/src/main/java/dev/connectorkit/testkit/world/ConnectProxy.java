package dev.connectorkit.testkit.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A proxy whose tunnels end in the fake origins of one world, and nowhere else. */
final class ConnectProxy implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 512;

  private final Map<String, Destination> byAuthority;
  private final Journal journal;
  private final ExecutorService threads;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Where a tunnel ends. */
  record Destination(FakeOrigin fake, SSLContext tls) {}

  ConnectProxy(Map<String, Destination> byAuthority, Journal journal, ExecutorService threads)
      throws IOException {
    this.byAuthority = byAuthority;
    this.journal = journal;
    this.threads = threads;
    this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  @Override
  public void close() {
    quietly(listener);
    open.forEach(ConnectProxy::quietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (open.size() >= MAX_CONNECTIONS) {
          quietly(client);
        } else {
          open.add(client);
          threads.execute(() -> serve(client));
        }
      } catch (IOException | RejectedExecutionException e) {
        // Closed, or about to be: the loop's condition tells.
        continue;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      String[] asked = HttpConnection.head(client.getInputStream()).split("[ \r\n]");
      if (asked.length < 2 || !asked[0].equals("CONNECT")) {
        answer(client, "405 Method Not Allowed");
        return;
      }
      journal.addConnect(asked[1]);
      Destination destination = byAuthority.get(asked[1]);
      if (destination == null) {
        answer(client, "403 Forbidden");
        return;
      }
      answer(client, "200 Connection Established");
      serve(client, origin(asked[1]), destination);
    } catch (IOException e) {
      // The connection ends, which is all its other side needs to know.
      return;
    } finally {
      open.remove(client);
    }
  }

  /** As a browser writes it: without the default port. */
  static URI origin(String authority) {
    return URI.create("https://" + authority.replaceFirst(":443$", ""));
  }

  private void serve(Socket client, URI origin, Destination destination) throws IOException {
    try (var tls =
        (SSLSocket) destination.tls().getSocketFactory().createSocket(client, null, true)) {
      tls.setUseClientMode(false);
      tls.startHandshake();
      new HttpConnection(origin, destination.fake(), journal, client, tls).serve();
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1));
  }

  private static void quietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // Closing is all that was wanted.
      return;
    }
  }
}
