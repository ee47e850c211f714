package dev.connectorkit.benchmarks.growth;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Arrays;

/** Measures time and memory in this process. */
final class Gauge {

  /** Code to be timed. */
  interface Work {
    void run() throws Exception;
  }

  private Gauge() {}

  /** The median time of one run, over batches. */
  static double medianNanos(int batches, int runsPerBatch, Work work) throws Exception {
    double[] nanos = new double[batches];
    for (int batch = 0; batch < batches; batch++) {
      long start = System.nanoTime();
      for (int run = 0; run < runsPerBatch; run++) {
        work.run();
      }
      nanos[batch] = (double) (System.nanoTime() - start) / runsPerBatch;
    }
    Arrays.sort(nanos);
    return nanos[batches / 2];
  }

  /** Heap in use once garbage is gone, in bytes. */
  static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Memory for classes in use, in bytes. */
  static long classes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
        .sum();
  }
}
