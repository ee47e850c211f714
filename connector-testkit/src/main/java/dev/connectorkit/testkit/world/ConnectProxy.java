package dev.connectorkit.testkit.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** A proxy that tunnels to known hosts only, and all of them to one address. */
final class ConnectProxy implements AutoCloseable {

  private static final int MAX_HEAD = 8 * 1024;
  private static final int MAX_CONNECTIONS = 512;

  private final Set<String> hosts;
  private final InetSocketAddress target;
  private final Journal journal;
  private final ExecutorService threads;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  ConnectProxy(
      Set<String> hosts, InetSocketAddress target, Journal journal, ExecutorService threads)
      throws IOException {
    this.hosts = hosts;
    this.target = target;
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
      String requestLine = head(client.getInputStream()).lines().findFirst().orElse("");
      String[] parts = requestLine.split(" ");
      if (parts.length < 2 || !parts[0].equals("CONNECT")) {
        answer(client, "405 Method Not Allowed");
        return;
      }
      journal.addConnect(parts[1]);
      if (!parts[1].endsWith(":443") || !hosts.contains(parts[1].replace(":443", ""))) {
        answer(client, "403 Forbidden");
        return;
      }
      try (var server = new Socket(target.getAddress(), target.getPort())) {
        open.add(server);
        answer(client, "200 Connection Established");
        threads.execute(() -> pump(server, client));
        pump(client, server);
        open.remove(server);
      }
    } catch (IOException | RejectedExecutionException e) {
      // The connection ends, which is all its other side needs to know.
    } finally {
      open.remove(client);
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1));
  }

  /** Everything up to the empty line, byte by byte: what follows belongs to the tunnel. */
  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < MAX_HEAD && head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      quietly(from);
      quietly(to);
    }
  }

  private static void quietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // Closing is all that was wanted.
    }
  }
}
