package dev.connectorkit.host.http;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server on a raw socket that does to each connection what a test says. */
final class RawServer implements Closeable {

  /** What happens on a connection. */
  interface Behaviour {
    void act(RawConnection connection) throws Exception;
  }

  /** Every request that was read. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** Opens with the first request. */
  final CountDownLatch asked = new CountDownLatch(1);

  /** Opens with the first connection. */
  final CountDownLatch reached = new CountDownLatch(1);

  private final ServerSocket listener;
  private final String scheme;
  private final Behaviour behaviour;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final CountDownLatch end = new CountDownLatch(1);

  private RawServer(InetAddress address, int port, String scheme, Behaviour behaviour)
      throws IOException {
    this.scheme = scheme;
    this.behaviour = behaviour;
    this.listener = new ServerSocket(port, 200, address);
    daemon("raw-server", this::accept);
  }

  /** Acts on the bare connection, before anything is read or made secure. */
  static RawServer bare(String scheme, Behaviour behaviour) throws IOException {
    return new RawServer(InetAddress.getLoopbackAddress(), 0, scheme, behaviour);
  }

  /** Reads a request, and then acts. */
  static RawServer plain(Behaviour answer) throws IOException {
    return serving(null, answer);
  }

  /** As {@link #plain}, over TLS if there is a context for it. */
  static RawServer serving(@Nullable SSLContext tls, Behaviour answer) throws IOException {
    return at(InetAddress.getLoopbackAddress(), 0, tls, answer);
  }

  /** As {@link #serving}, at this address. */
  static RawServer at(InetAddress address, int port, @Nullable SSLContext tls, Behaviour answer)
      throws IOException {
    return new RawServer(
        address,
        port,
        tls == null ? "http" : "https",
        connection -> {
          if (tls != null) {
            connection.secure(tls);
          }
          connection.read();
          answer.act(connection);
        });
  }

  static RawServer answering(String response) throws IOException {
    return plain(connection -> connection.send(response));
  }

  URI origin() {
    return URI.create(scheme + "://localhost:" + listener.getLocalPort());
  }

  URI uri() {
    return URI.create(origin() + "/token");
  }

  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved("localhost", listener.getLocalPort());
  }

  /** How much was written, before TLS. */
  long bytesSent() {
    return sent.get();
  }

  int connections() {
    return clients.size();
  }

  /** Whether the client has left all connections; gives it some time for that. */
  boolean isLeft() throws IOException {
    for (Socket client : clients) {
      if (!isLeft(client)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLeft(Socket client) throws IOException {
    try {
      client.setSoTimeout(5_000);
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      // Closed on this side, or reset by the other.
      return true;
    }
  }

  /** Waits until this side has closed every connection. */
  void awaitClosed() {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> clients.stream().allMatch(Socket::isClosed));
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        client.setSendBufferSize(64 * 1024);
        clients.add(client);
        reached.countDown();
        daemon("raw-connection", () -> run(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void run(Socket client) {
    try (client) {
      behaviour.act(new RawConnection(client, this::note, sent, end));
    } catch (Exception e) {
      // The client went away, which is what many of these tests are about.
      return;
    }
  }

  private void note(String request) {
    requests.add(request);
    asked.countDown();
  }

  private static void daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
