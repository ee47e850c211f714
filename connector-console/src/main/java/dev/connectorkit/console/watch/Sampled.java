package dev.connectorkit.console.watch;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** A value that costs a query, asked for now and then, however often it is read. */
public final class Sampled implements DoubleSupplier {

  private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final BooleanSupplier possible;
  private final DoubleSupplier query;
  private final ReentrantLock lock = new ReentrantLock();
  private long asked = System.nanoTime() - EVERY_NANOS;
  private double value = Double.NaN;

  /**
   * @param possible whether the query would be answered soon
   */
  public Sampled(BooleanSupplier possible, DoubleSupplier query) {
    this.possible = possible;
    this.query = query;
  }

  /** Not a number as long as it is not known. */
  @Override
  public double getAsDouble() {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (now - asked >= EVERY_NANOS) {
        asked = now;
        value = possible.getAsBoolean() ? query.getAsDouble() : Double.NaN;
      }
      return value;
    } finally {
      lock.unlock();
    }
  }
}
