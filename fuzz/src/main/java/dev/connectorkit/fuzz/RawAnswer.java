package dev.connectorkit.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on loopback for one request: reads it, writes given bytes, and hangs up. Each has a port
 * of its own, so that no connection of another can be taken for it.
 */
final class RawAnswer implements AutoCloseable {

  private static final int END_OF_HEAD = 0x0D0A0D0A;
  private static final int TIMEOUT_MILLIS = 5_000;

  private static final ExecutorService SERVING =
      Executors.newSingleThreadExecutor(
          work -> {
            var thread = new Thread(work, "raw-answer");
            thread.setDaemon(true);
            return thread;
          });

  private final ServerSocket server;
  private final byte[] answer;

  RawAnswer(byte[] answer) {
    this.answer = answer;
    try {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      server.setSoTimeout(TIMEOUT_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SERVING.execute(this::serve);
  }

  URI origin() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      readHead(socket.getInputStream());
      socket.getOutputStream().write(answer);
      socket.shutdownOutput();
    } catch (IOException e) {
      // The client hung up, which is its right.
      return;
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int last = 0;
    while (last != END_OF_HEAD) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      last = last << 8 | next;
    }
  }
}
