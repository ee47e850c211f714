package dev.connectorkit.benchmarks.flow;

import com.sun.management.ThreadMXBean;
import dev.connectorkit.benchmarks.contestant.Contestant;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Begins sign-ins for a while, one after the other. */
final class Beginning implements AutoCloseable {

  /** About a millisecond's worth: a batch that another process interrupts is an outlier. */
  private static final int BATCH = 100;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Contestant contestant;
  private long length;

  Beginning(Contestant contestant) {
    this.contestant = contestant;
  }

  /**
   * @param nanos of the median batch, per begin
   * @param allocatedBytes by all threads, per begin
   */
  record Cost(long count, double nanos, double allocatedBytes) {}

  Cost run(long millis) throws Exception {
    double[] batches = new double[(int) millis * 10];
    int count = 0;
    long allocatedBefore = allocated();
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() - end < 0 && count < batches.length) {
      long start = System.nanoTime();
      for (int i = 0; i < BATCH; i++) {
        // Makes the result used.
        length += contestant.begin().authorizationUri().length();
      }
      batches[count++] = (double) (System.nanoTime() - start) / BATCH;
    }
    double allocated = allocated() - allocatedBefore;
    Arrays.sort(batches, 0, count);
    return new Cost((long) count * BATCH, batches[count / 2], allocated / ((double) count * BATCH));
  }

  long length() {
    return length;
  }

  private static long allocated() {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  @Override
  public void close() throws IOException {
    contestant.close();
  }
}
