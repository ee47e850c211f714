package dev.connectorkit.benchmarks.growth;

import dev.connectorkit.benchmarks.Table;
import dev.connectorkit.benchmarks.flow.Child;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.host.signin.PendingSignIn;
import dev.connectorkit.spi.SignInSession;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The process that measures how cost grows; prints its tables and ends. */
public final class Growth {

  /** The last line. */
  public static final String END = "end";

  private final String provider;
  private final int batches;

  private Growth(String provider, boolean quick) {
    this.provider = provider;
    this.batches = quick ? 100 : 400;
  }

  /** Arguments: address of the provider, folder with the Hugging Face jar, whether to be quick. */
  public static void main(String[] args) throws Exception {
    var growth = new Growth(args[0], Boolean.parseBoolean(args[2]));
    growth.instances(Path.of(args[1])).toString().lines().forEach(Growth::print);
    print("");
    growth.plugins().toString().lines().forEach(Growth::print);
    print("");
    growth.pending().toString().lines().forEach(Growth::print);
    print(END);
    System.exit(0);
  }

  private static void print(String line) {
    System.out.println(Child.ANSWER + line);
  }

  private Table instances(Path plugins) throws Exception {
    var table =
        new Table("instances", "add, µs each", "heap, KB each", "begin, µs", "complete, µs");
    try (ConnectorHost host = SignInLoad.open(plugins)) {
      List<String> ids = new ArrayList<>();
      // Warm before the first row, so that the rows differ in nothing but their number.
      add(host, ids, 1);
      measure(new SignInLoad(host, ids), 4 * batches);
      for (int count : List.of(1, 10, 100, 1000)) {
        long heap = Gauge.heap();
        int before = ids.size();
        long start = System.nanoTime();
        add(host, ids, count);
        long nanos = System.nanoTime() - start;
        double added = Math.max(1, count - before);
        double bytes = Gauge.heap() - heap;
        double[] cost = measure(new SignInLoad(host, List.copyOf(ids)), batches);
        table.row(
            List.of(
                Table.number(count),
                count == 1 ? "" : Table.number(nanos / 1e3 / added),
                count == 1 ? "" : Table.number(bytes / 1024 / added),
                Table.number(cost[0] / 1e3),
                Table.number(cost[1] / 1e3)));
      }
    }
    return table;
  }

  private void add(ConnectorHost host, List<String> ids, int upTo) {
    while (ids.size() < upTo) {
      String id = "instance-" + ids.size();
      host.addInstance(id, "huggingface-universal", SignInLoad.config(provider));
      ids.add(id);
    }
  }

  private Table plugins() throws Exception {
    var table =
        new Table(
            "plugin jars",
            "load, ms each",
            "heap, KB each",
            "classes, KB each",
            "begin, µs",
            "complete, µs");
    for (int count : List.of(1, 10, 100)) {
      Path folder = SampleJars.folderOf(count);
      try {
        long heap = Gauge.heap();
        long classes = Gauge.classes();
        long start = System.nanoTime();
        try (ConnectorHost host = SignInLoad.open(folder)) {
          double load = System.nanoTime() - start;
          double bytes = Gauge.heap() - heap;
          double classBytes = Gauge.classes() - classes;
          List<String> ids = new ArrayList<>();
          for (int number = 0; number < count; number++) {
            String id = SampleJars.id(number);
            host.addInstance(id, id, SignInLoad.config(provider));
            ids.add(id);
          }
          double[] cost = measure(new SignInLoad(host, ids), batches);
          table.row(
              List.of(
                  Table.number(count),
                  Table.number(load / 1e6 / count),
                  Table.number(bytes / 1024 / count),
                  Table.number(classBytes / 1024 / count),
                  Table.number(cost[0] / 1e3),
                  Table.number(cost[1] / 1e3)));
        }
      } finally {
        SampleJars.delete(folder);
      }
    }
    return table;
  }

  /** Nanoseconds of a begin and of a completion. */
  private double[] measure(SignInLoad load, int times) throws Exception {
    load.prepare();
    return new double[] {
      Gauge.medianNanos(times, 20, load::begin), Gauge.medianNanos(times, 20, load::complete)
    };
  }

  private Table pending() throws Exception {
    var table = new Table("pending sign-ins", "put and take, ns", "bytes each");
    long heap = Gauge.heap();
    var store = new MemoryPendingSignInStore(Clock.systemUTC(), 2_000_000);
    int held = 0;
    for (int count : List.of(1, 1_000, 100_000, 1_000_000)) {
      while (held < count) {
        store.put(signIn(held++));
      }
      double bytes = Gauge.heap() - heap;
      // The oldest: the far end of whatever the store is.
      PendingSignIn next = signIn(0);
      double nanos =
          Gauge.medianNanos(
              20 * batches,
              20,
              () -> {
                store.take(next.stateHash(), next.instanceId(), next.browserHash());
                store.put(next);
              });
      // One alone is lost in what the heap does anyway.
      String each = count == 1 ? "" : Table.number(bytes / count);
      table.row(List.of(Table.number(count), Table.number(nanos), each));
    }
    return table;
  }

  /** As long as real ones. */
  private static PendingSignIn signIn(int number) {
    String unique = "%043d".formatted(number);
    return new PendingSignIn(
        unique,
        "b" + unique.substring(1),
        "huggingface",
        new SignInSession(
            Map.of(
                "redirect_uri",
                "https://app.example/callback/huggingface",
                "scope",
                new String("openid profile email"),
                "code_verifier",
                "v" + unique.substring(1),
                "nonce",
                "n" + unique.substring(1))),
        Instant.now().plusSeconds(600));
  }
}
