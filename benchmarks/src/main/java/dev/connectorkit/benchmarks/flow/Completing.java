package dev.connectorkit.benchmarks.flow;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.connectorkit.benchmarks.contestant.Contestant;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Completes sign-ins for a while, with some callers at once. */
final class Completing implements AutoCloseable {

  static final int MOST_CALLERS = 64;

  /** Each caller has sign-ins of its own. */
  private static final int PREPARED = 2 * MOST_CALLERS;

  /** Far more than one caller completes. */
  private static final int MOST_PER_MILLISECOND = 30;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Contestant contestant;
  private final List<Prepared> prepared;
  private final String expectedId;
  private final ExecutorService callers = Executors.newFixedThreadPool(MOST_CALLERS);

  Completing(Contestant contestant) throws Exception {
    this.contestant = contestant;
    this.prepared = Prepared.all(contestant, PREPARED);
    Prepared first = prepared.get(0);
    this.expectedId = contestant.complete(first.begun(), first.callback());
    if (!expectedId.equals("62f264b9f3c90f4b6514a269")) {
      throw new IllegalStateException("Somebody else signed in: " + expectedId);
    }
  }

  /**
   * @param cpuNanos processor time of the whole process per sign-in, garbage collection included
   * @param allocatedBytes by all threads, per sign-in
   */
  record Cost(
      long count, double cpuNanos, double p50Nanos, double p99Nanos, double allocatedBytes) {}

  Cost run(int atOnce, long millis) throws Exception {
    List<long[]> latencies = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      latencies.add(new long[(int) (millis * MOST_PER_MILLISECOND)]);
    }
    var start = new CountDownLatch(1);
    List<Future<Integer>> running = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      int caller = i;
      running.add(
          callers.submit(
              () -> {
                start.await();
                return complete(caller, latencies.get(caller), millis * 1_000_000);
              }));
    }
    long allocatedBefore = allocated();
    long cpuBefore = SYSTEM.getProcessCpuTime();
    start.countDown();
    int[] counts = new int[atOnce];
    int count = 0;
    for (int i = 0; i < atOnce; i++) {
      counts[i] = running.get(i).get();
      count += counts[i];
    }
    double cpu = SYSTEM.getProcessCpuTime() - cpuBefore;
    double allocated = allocated() - allocatedBefore;
    long[] sorted = sorted(latencies, counts, count);
    return new Cost(
        count, cpu / count, sorted[count / 2], sorted[(int) (count * 0.99)], allocated / count);
  }

  private int complete(int caller, long[] latencies, long nanos) throws Exception {
    int count = 0;
    long now = System.nanoTime();
    long end = now + nanos;
    while (now - end < 0 && count < latencies.length) {
      Prepared signIn = prepared.get(caller + (count & 1) * MOST_CALLERS);
      if (!contestant.complete(signIn.begun(), signIn.callback()).equals(expectedId)) {
        throw new IllegalStateException("Somebody else signed in.");
      }
      long after = System.nanoTime();
      latencies[count++] = after - now;
      now = after;
    }
    return count;
  }

  private static long[] sorted(List<long[]> latencies, int[] counts, int count) {
    long[] all = new long[count];
    int filled = 0;
    for (int i = 0; i < counts.length; i++) {
      System.arraycopy(latencies.get(i), 0, all, filled, counts[i]);
      filled += counts[i];
    }
    Arrays.sort(all);
    return all;
  }

  /** By threads alive; those of plugins and clients are kept between two calls. */
  private static long allocated() {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  @Override
  public void close() throws IOException {
    callers.shutdownNow();
    contestant.close();
  }
}
