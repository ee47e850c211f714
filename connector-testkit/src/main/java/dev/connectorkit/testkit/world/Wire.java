package dev.connectorkit.testkit.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The server's end of one connection, for faults. */
public final class Wire {

  private final Socket raw;
  private final OutputStream out;
  private final AtomicLong sent;

  Wire(Socket raw, OutputStream out, AtomicLong sent) {
    this.raw = raw;
    this.out = out;
    this.sent = sent;
  }

  /** Sends bytes as they are. */
  public Wire send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    sent.addAndGet(bytes.length);
    return this;
  }

  /** Sends text as it is. */
  public Wire send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  /** Does nothing for a while; ends early when the world does. */
  public Wire pause(Duration time) throws IOException {
    try {
      // Nothing counts this down.
      boolean ended = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        throw new IllegalStateException("A latch that nobody counts down was counted down.");
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The world ends.", e);
    }
  }

  /** Ends the connection with a reset in place of an orderly close. */
  public void reset() throws IOException {
    raw.setSoLinger(true, 0);
    raw.close();
  }
}
