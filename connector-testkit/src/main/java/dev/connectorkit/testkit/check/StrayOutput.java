package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps what a plugin prints, up to a bound: printing is a finding, and may hold a secret. */
public final class StrayOutput {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final ByteArrayOutputStream KEPT = new ByteArrayOutputStream();

  private StrayOutput() {}

  /** Takes over standard output and standard error of this process. */
  public static void capture() {
    var stream = new PrintStream(new Bounded(), true, UTF_8);
    System.setOut(stream);
    System.setErr(stream);
  }

  /** All that was printed so far. */
  static String text() {
    LOCK.lock();
    try {
      return KEPT.toString(UTF_8);
    } finally {
      LOCK.unlock();
    }
  }

  private static final class Bounded extends OutputStream {
    @Override
    public void write(int octet) {
      LOCK.lock();
      try {
        if (KEPT.size() < MAX_BYTES) {
          KEPT.write(octet);
        }
      } finally {
        LOCK.unlock();
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      LOCK.lock();
      try {
        KEPT.write(bytes, offset, Math.min(length, MAX_BYTES - KEPT.size()));
      } finally {
        LOCK.unlock();
      }
    }
  }
}
