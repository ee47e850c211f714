package dev.connectorkit.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Sixteen people who sign in one after the other, as fast as they can. */
final class Crowd {

  static final int PEOPLE = 16;

  private Crowd() {}

  /** What came of it. */
  record Result(long signIns, long failures, double p50Millis, double p99Millis) {}

  /** For some time. */
  static Result run(int serverPort, int providerPort, long millis) throws Exception {
    long end = System.nanoTime() + millis * 1_000_000;
    return run(serverPort, providerPort, () -> System.nanoTime() < end);
  }

  /** So many, in all. */
  static Result runMany(int serverPort, int providerPort, int signIns) throws Exception {
    var left = new AtomicInteger(signIns);
    return run(serverPort, providerPort, () -> left.decrementAndGet() >= 0);
  }

  static Result run(int serverPort, int providerPort, BooleanSupplier goOn) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
    var failures = new AtomicLong();
    try {
      List<Future<long[]>> all = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        all.add(threads.submit(() -> person(serverPort, providerPort, goOn, failures)));
      }
      return result(all, failures.get());
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] person(
      int serverPort, int providerPort, BooleanSupplier goOn, AtomicLong failures)
      throws IOException {
    var nanos = new long[1024];
    int count = 0;
    try (var person = new Person(serverPort, providerPort)) {
      while (goOn.getAsBoolean()) {
        long begun = System.nanoTime();
        try {
          person.signIn();
        } catch (Person.Refused e) {
          failures.incrementAndGet();
          System.err.println("A sign-in was refused: " + e.getMessage());
          continue;
        }
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = System.nanoTime() - begun;
      }
    }
    return Arrays.copyOf(nanos, count);
  }

  private static Result result(List<Future<long[]>> all, long failures)
      throws InterruptedException, ExecutionException {
    var parts = new ArrayList<long[]>();
    for (Future<long[]> one : all) {
      parts.add(one.get());
    }
    long[] nanos = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Result(nanos.length, failures, at(nanos, 0.5), at(nanos, 0.99));
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e6;
  }
}
