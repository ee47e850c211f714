package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** Keeps what a plugin prints, up to a bound: printing is a finding, and may hold a secret. */
public final class StrayOutput {

  private static final int MAX_BYTES = 1024 * 1024;
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
    synchronized (KEPT) {
      return KEPT.toString(UTF_8);
    }
  }

  private static final class Bounded extends OutputStream {
    @Override
    public void write(int octet) {
      synchronized (KEPT) {
        if (KEPT.size() < MAX_BYTES) {
          KEPT.write(octet);
        }
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      synchronized (KEPT) {
        KEPT.write(bytes, offset, Math.min(length, MAX_BYTES - KEPT.size()));
      }
    }
  }
}
