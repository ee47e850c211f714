package dev.connectorkit.host.http;

import dev.connectorkit.host.http.CallWatch.Phase;
import dev.connectorkit.host.http.Fault.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A provider at which a call gets to one phase, and stays there. */
final class Stall implements Closeable {

  private static final URI FAR = URI.create("https://provider.test/token");

  private final List<Closeable> opened = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  final URI uri;
  final Optional<InetSocketAddress> proxy;

  Stall(Phase phase) throws IOException {
    switch (phase) {
      case QUEUEING, ASKING -> {
        uri = serving(RawConnection::hold).uri();
        proxy = Optional.empty();
      }
      case RESOLVING -> {
        uri = FAR;
        proxy = Optional.empty();
      }
      case CONNECTING -> {
        uri = URI.create("http://localhost:" + full() + "/token");
        proxy = Optional.empty();
      }
      case TUNNELLING -> {
        uri = FAR;
        proxy = Optional.of(bare("http").address());
      }
      case SECURING -> {
        uri = bare("https").uri();
        proxy = Optional.empty();
      }
      case READING -> {
        uri = serving(it -> it.drip("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(9000))).uri();
        proxy = Optional.empty();
      }
      default -> throw new IllegalArgumentException(phase.name());
    }
  }

  /** Answers for this machine; hangs for all others. */
  InetAddress[] lookUp(String host) throws UnknownHostException {
    if (!Origins.isLoopback(host)) {
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      }
    }
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    for (Closeable each : opened) {
      each.close();
    }
  }

  private RawServer serving(RawServer.Behaviour behaviour) throws IOException {
    return opened(RawServer.serving(Fault.tls(Transport.TLS), behaviour));
  }

  private RawServer bare(String scheme) throws IOException {
    return opened(RawServer.bare(scheme, RawConnection::hold));
  }

  /**
   * A port whose queue of connections is full, so that the system lets none in and refuses none.
   */
  private int full() throws IOException {
    var listener = opened(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    for (int i = 0; i < 100; i++) {
      Socket filler = opened(new Socket());
      try {
        filler.connect(listener.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException e) {
        return listener.getLocalPort();
      }
    }
    throw new IOException("This system takes any number of connections.");
  }

  private <T extends Closeable> T opened(T each) {
    opened.add(each);
    return each;
  }
}
