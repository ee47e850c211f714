package dev.connectorkit.console.database;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the database answers, known without asking it: whoever asks for readiness gets an answer
 * at once, also while a probe hangs.
 */
public final class Readiness implements AutoCloseable {

  private static final long EVERY_MILLIS = 1_000;
  // A probe that hangs ends within five seconds.
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(8);

  private final BooleanSupplier database;
  private final LongSupplier nanoTime;
  private final AtomicLong lastAnswer;
  private volatile boolean answers = true;
  private final ScheduledExecutorService probes =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "console-readiness");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param database whether it answers now
   * @param nanoTime as {@link System#nanoTime}
   */
  Readiness(BooleanSupplier database, LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
    this.lastAnswer = new AtomicLong(nanoTime.getAsLong());
  }

  public static Readiness of(ConsoleDatabase database) {
    var readiness = new Readiness(database::answers, System::nanoTime);
    readiness.probes.scheduleWithFixedDelay(
        readiness::probe, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return readiness;
  }

  public boolean isReady() {
    return answers && nanoTime.getAsLong() - lastAnswer.get() < STALE_NANOS;
  }

  @Override
  public void close() {
    // Not interrupted: it may be reading the embedded database's file.
    probes.shutdown();
  }

  void probe() {
    answers = database.getAsBoolean();
    if (answers) {
      lastAnswer.set(nanoTime.getAsLong());
    }
  }
}
