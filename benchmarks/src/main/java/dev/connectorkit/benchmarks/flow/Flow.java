package dev.connectorkit.benchmarks.flow;

import dev.connectorkit.benchmarks.contestant.Contestants;
import dev.connectorkit.benchmarks.flow.Samples.Quantity;
import dev.connectorkit.benchmarks.provider.LeanProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the contestants sign in, each in a process of its own, all at one provider in another. Every
 * round measures a slice of each, so that noise hits all of them; every generation starts new
 * processes, because no two of them are compiled alike.
 */
public final class Flow {

  static final List<Integer> CALLERS = List.of(1, 16, 64);

  private static final List<String> JVM = List.of("-Xms256m", "-Xmx256m");

  private final Plan plan;
  private final Path plugins;
  private final Samples samples = new Samples();

  /**
   * @param contestants by name; the first is what the others are held against. After an "@" may
   *     come a jar or folder of classes that go before this build's, to compare two builds
   * @param generations how often new processes are started
   * @param rounds in each generation
   * @param warmUpSignIns with an ID Token and without, before the first round
   * @param sliceMillis of work of each kind in a round
   * @param jvm further options of the contestants' processes
   */
  public record Plan(
      List<String> contestants,
      int generations,
      int rounds,
      int warmUpSignIns,
      int sliceMillis,
      List<String> jvm) {}

  private Flow(Plan plan, Path plugins) {
    this.plan = plan;
    this.plugins = plugins;
  }

  /** Measures, and returns the table. */
  public static String run(Plan plan, Path plugins) throws IOException {
    var flow = new Flow(plan, plugins);
    try (Child provider = Child.start(LeanProvider.class, "", JVM)) {
      String address = provider.answer();
      for (int generation = 1; generation <= plan.generations(); generation++) {
        flow.generation(generation, address);
      }
    }
    return new FlowTable(flow.samples, plan).text();
  }

  private void generation(int number, String provider) throws IOException {
    Map<String, Child> workers = new LinkedHashMap<>();
    try {
      for (String name : plan.contestants()) {
        say("generation %d: warming up %s".formatted(number, name));
        var jvm = new java.util.ArrayList<>(JVM);
        jvm.addAll(plan.jvm());
        String[] build = name.split("@", 2);
        Child worker =
            Child.start(
                Worker.class,
                build.length == 1 ? "" : build[1],
                jvm,
                build[0],
                provider,
                plugins.toString());
        workers.put(name, worker);
        warmUp(name, worker);
      }
      for (int round = 1; round <= plan.rounds(); round++) {
        say("generation %d: round %d of %d".formatted(number, round, plan.rounds()));
        for (boolean openId : List.of(false, true)) {
          round(workers, openId);
        }
      }
    } finally {
      for (Child worker : workers.values()) {
        worker.close();
      }
    }
  }

  private void warmUp(String name, Child worker) throws IOException {
    for (boolean openId : List.of(false, true)) {
      if (Contestants.can(name, openId)) {
        worker.ask("warm " + openId + " " + plan.warmUpSignIns());
      }
    }
  }

  private void round(Map<String, Child> workers, boolean openId) throws IOException {
    for (Map.Entry<String, Child> worker : workers.entrySet()) {
      if (Contestants.can(worker.getKey(), openId)) {
        double[] begin =
            numbers(worker.getValue().ask("begin " + openId + " " + plan.sliceMillis() / 2));
        samples.add(worker.getKey(), Quantity.ofBegin(openId, "ns"), begin[0]);
        samples.add(worker.getKey(), Quantity.ofBegin(openId, "bytes"), begin[1]);
      }
    }
    for (int callers : CALLERS) {
      for (Map.Entry<String, Child> worker : workers.entrySet()) {
        if (Contestants.can(worker.getKey(), openId)) {
          complete(worker.getKey(), worker.getValue(), openId, callers);
        }
      }
    }
  }

  private void complete(String name, Child worker, boolean openId, int callers) throws IOException {
    double[] cost =
        numbers(worker.ask("complete " + openId + " " + plan.sliceMillis() + " " + callers));
    samples.add(name, new Quantity(openId, callers, "cpu"), cost[0]);
    samples.add(name, new Quantity(openId, callers, "p50"), cost[1]);
    samples.add(name, new Quantity(openId, callers, "p99"), cost[2]);
    samples.add(name, new Quantity(openId, callers, "bytes"), cost[3]);
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void say(String progress) {
    System.err.println(progress);
  }
}
