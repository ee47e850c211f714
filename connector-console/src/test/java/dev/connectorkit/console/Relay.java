package dev.connectorkit.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The network between a client and a server, which a test can freeze, cut and mend. */
final class Relay implements AutoCloseable {

  private enum State {
    WELL,
    FROZEN,
    CUT
  }

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private State state = State.WELL;

  /** A network in front of a port of this machine. */
  Relay(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on nothing passes, and nobody is told. */
  void freeze() {
    change(State.FROZEN);
  }

  /** Ends all connections, and every new one at once. */
  void cut() throws IOException {
    change(State.CUT);
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  void mend() {
    change(State.WELL);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  private void change(State next) {
    lock.lock();
    try {
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits while frozen; tells whether anything may pass. */
  private boolean passes() throws InterruptedException {
    lock.lock();
    try {
      while (state == State.FROZEN) {
        changed.await();
      }
      return state == State.WELL;
    } finally {
      lock.unlock();
    }
  }

  private void accept() throws Exception {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      sockets.add(client);
      start(
          () -> {
            if (!passes()) {
              client.close();
              return;
            }
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            start(() -> pump(client, server));
            pump(server, client);
          });
    }
  }

  private void pump(Socket from, Socket to) throws Exception {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0 && passes(); read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    }
  }

  private static void start(Part part) {
    var thread =
        new Thread(
            () -> {
              try {
                part.run();
              } catch (Exception e) {
                // The connection is over.
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Part {
    void run() throws Exception;
  }
}
