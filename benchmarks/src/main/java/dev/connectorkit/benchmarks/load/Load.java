package dev.connectorkit.benchmarks.load;

import dev.connectorkit.benchmarks.Table;
import dev.connectorkit.benchmarks.flow.Child;
import dev.connectorkit.benchmarks.provider.LeanProvider;
import dev.connectorkit.console.LoadNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The console under load, beside a server that does nothing but the same requests. */
public final class Load {

  private static final List<String> JVM = List.of("-Xms256m", "-Xmx256m");
  // Remembers what it granted until it is redeemed.
  private static final List<String> PROVIDER = List.of("-Xms128m", "-Xmx512m");

  private static final int MOST_WARM_UPS = 24;
  private static final int COMPILED_SHARE = 20;

  private static final String BARE = "Jetty and httpclient5, bare";
  static final String MEMORY = "console, in memory";
  static final String POSTGRES = "console, PostgreSQL";

  private final Plan plan;
  private final Path plugins;
  private final Path folder;

  /**
   * @param warmUp sign-ins of each server before the first round, and as many again as long as the
   *     compiler is busy
   * @param rounds of all servers, one after the other
   * @param sliceMillis of each server in a round
   * @param lasting sign-ins over which memory is watched
   * @param upgrades of the plugin under load
   */
  public record Plan(int warmUp, int rounds, int sliceMillis, int lasting, int upgrades) {}

  private Load(Plan plan, Path plugins, Path folder) {
    this.plan = plan;
    this.plugins = plugins;
    this.folder = folder;
  }

  /** Measures, and returns the tables. */
  public static String run(Plan plan, Path plugins) throws Exception {
    Path folder = Files.createTempDirectory("load");
    try (Child provider = Child.start(LeanProvider.class, "", PROVIDER, "once");
        Postgres postgres = Postgres.start(folder)) {
      String address = provider.answer();
      var load = new Load(plan, plugins, folder);
      // Each is told at once: whoever stops a long run has what there is.
      return told(load.costs(address, postgres))
          + told(new Starts(plan.rounds(), plugins, folder).run(address, postgres))
          + told(load.survivals(address, postgres));
    } finally {
      deleteRecursively(folder);
    }
  }

  private String costs(String provider, Postgres postgres) throws Exception {
    Map<String, Node> nodes = new LinkedHashMap<>();
    try {
      nodes.put(BARE, Node.start(BareServer.class, JVM, folder.resolve("log"), provider));
      nodes.put(MEMORY, console(provider, plugins, folder, "memory"));
      nodes.put(POSTGRES, console(provider, plugins, folder, postgres.newSchema()));
      Map<String, List<double[]>> samples = new LinkedHashMap<>();
      for (Map.Entry<String, Node> node : nodes.entrySet()) {
        say("warming up " + node.getKey());
        warmUp(node.getValue(), port(provider));
        samples.put(node.getKey(), new ArrayList<>());
      }
      for (int round = 1; round <= plan.rounds(); round++) {
        say("round %d of %d".formatted(round, plan.rounds()));
        double bare = 0;
        for (Map.Entry<String, Node> node : nodes.entrySet()) {
          double[] cost = slice(node.getValue(), port(provider));
          bare = node.getKey().equals(BARE) ? cost[0] : bare;
          samples
              .get(node.getKey())
              .add(new double[] {cost[0], cost[0] / bare, cost[1], cost[2], cost[3], cost[4]});
        }
      }
      return told(costTable(samples)) + memory(nodes, port(provider));
    } finally {
      for (Node node : nodes.values()) {
        node.close();
      }
    }
  }

  /** Processor time of the server and of the database for a sign-in, in microseconds; and times. */
  private double[] slice(Node node, int provider) throws Exception {
    long database = Postgres.cpu(folder);
    long before = node.number("cpu");
    long begun = System.nanoTime();
    Crowd.Result result = Crowd.run(node.port(), provider, plan.sliceMillis());
    double seconds = (System.nanoTime() - begun) / 1e9;
    double count = result.signIns();
    return new double[] {
      (node.number("cpu") - before) / 1e3 / count,
      (Postgres.cpu(folder) - database) / 1e3 / count,
      count / seconds,
      result.p50Millis(),
      result.p99Millis()
    };
  }

  private static String costTable(Map<String, List<double[]>> samples) {
    var table =
        new Table(
            "16 people at once",
            "CPU, µs a sign-in",
            "ratio",
            "CPU of the database, µs",
            "sign-ins a second",
            "p50, ms",
            "p99, ms");
    samples.forEach(
        (name, rounds) ->
            table.row(
                List.of(
                    name,
                    Table.number(median(rounds, 0)),
                    String.format(Locale.ROOT, "%.2f", median(rounds, 1)),
                    name.equals(POSTGRES) ? Table.number(median(rounds, 2)) : "",
                    Table.number(median(rounds, 3)),
                    Table.number(median(rounds, 4)),
                    Table.number(median(rounds, 5)))));
    return table.toString();
  }

  private String memory(Map<String, Node> nodes, int provider) throws Exception {
    var table =
        new Table(
            "heap in use after garbage collection",
            "before, MB",
            "after, MB",
            "sign-ins between",
            "bytes kept a sign-in");
    for (String name : List.of(MEMORY, POSTGRES)) {
      say("watching the memory of " + name);
      Node node = nodes.get(name);
      double before = node.number("heap");
      Crowd.Result result = Crowd.runMany(node.port(), provider, plan.lasting());
      double after = node.number("heap");
      table.row(
          List.of(
              name,
              String.format(Locale.ROOT, "%.1f", before / 1e6),
              String.format(Locale.ROOT, "%.1f", after / 1e6),
              Table.number(result.signIns()),
              Table.number(Math.rint((after - before) / result.signIns()))));
    }
    return table.toString();
  }

  private String survivals(String provider, Postgres postgres) throws Exception {
    var table = new Table("under that load", "sign-ins", "lost");
    say("upgrading the plugin");
    Crowd.Result upgraded =
        new Upgrades(plan.upgrades(), plugins, folder).run(provider, postgres.newSchema());
    table.row(
        List.of(
            plan.upgrades() + " upgrades of the plugin",
            Table.number(upgraded.signIns()),
            Table.number(upgraded.failures())));
    say("killing a node");
    KilledNode.Result killed =
        KilledNode.run(provider, plugins, folder, postgres.newSchema(), plan.sliceMillis());
    table.row(
        List.of(
            "one of two nodes is killed: sign-ins that waited at the provider",
            Table.number(killed.waiting()),
            Table.number(killed.lost())));
    return table.toString();
  }

  /** One that logs as it does when it is installed. */
  static Node console(String provider, Path plugins, Path folder, String database)
      throws IOException {
    return console(List.of(), provider, plugins, folder, database);
  }

  /**
   * @param more options of its process
   */
  static Node console(
      List<String> more, String provider, Path plugins, Path folder, String database)
      throws IOException {
    var jvm = new ArrayList<>(JVM);
    jvm.addAll(more);
    jvm.add("-Dlogback.configurationFile=" + LoadNode.logging());
    return Node.start(
        LoadNode.class, jvm, folder.resolve("log"), provider, plugins.toString(), database);
  }

  /** Until the compiler has little left to do, within a bound. */
  private void warmUp(Node node, int provider) throws Exception {
    long compiled = 0;
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      long begun = System.nanoTime();
      Crowd.runMany(node.port(), provider, plan.warmUp());
      double millis = (System.nanoTime() - begun) / 1e6;
      long now = node.number("compiled");
      if (now - compiled < millis / COMPILED_SHARE) {
        return;
      }
      compiled = now;
    }
  }

  static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static String told(String table) {
    say(table);
    return table + "\n";
  }

  static void say(String progress) {
    System.err.println(progress);
  }

  static double median(List<double[]> samples, int column) {
    double[] values = samples.stream().mapToDouble(sample -> sample[column]).toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static void deleteRecursively(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
