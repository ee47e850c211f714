package dev.connectorkit.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A server on loopback that reads a request, writes given bytes, and hangs up. */
final class RawAnswers {

  private static final int END_OF_HEAD = 0x0D0A0D0A;

  private final ServerSocket server;
  private final BlockingQueue<byte[]> answers = new ArrayBlockingQueue<>(1);

  private RawAnswers(ServerSocket server) {
    this.server = server;
  }

  static RawAnswers open() {
    try {
      var opened = new RawAnswers(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
      var thread = new Thread(opened::serve, "raw-answers");
      thread.setDaemon(true);
      thread.start();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI origin() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** What the next request is answered with; takes the place of one that nobody asked for. */
  void next(byte[] answer) {
    answers.clear();
    answers.add(answer);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(5_000);
        readHead(socket.getInputStream());
        byte[] answer = answers.poll();
        if (answer != null) {
          socket.getOutputStream().write(answer);
          socket.shutdownOutput();
        }
      } catch (IOException e) {
        // The client hung up, which is its right.
        continue;
      }
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
