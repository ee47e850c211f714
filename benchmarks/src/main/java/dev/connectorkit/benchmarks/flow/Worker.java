package dev.connectorkit.benchmarks.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.benchmarks.contestant.Client;
import dev.connectorkit.benchmarks.contestant.Contestant;
import dev.connectorkit.benchmarks.contestant.Contestants;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The process of one contestant: measures a slice of work for every line it reads, and answers with
 * a line of numbers.
 */
public final class Worker {

  private static final int WARM_UP_SLICE_MILLIS = 200;

  /** How many times the asked for, where the compiler does not come to rest. */
  private static final int MOST_WARM_UP = 4;

  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

  private final String name;
  private final String provider;
  private final Path plugins;
  private final Map<Boolean, Beginning> beginning = new HashMap<>();
  private final Map<Boolean, Completing> completing = new HashMap<>();

  private Worker(String name, String provider, Path plugins) {
    this.name = name;
    this.provider = provider;
    this.plugins = plugins;
  }

  /** Arguments: contestant, address of the provider, plugins folder. */
  public static void main(String[] args) throws Exception {
    var worker = new Worker(args[0], args[1], Path.of(args[2]));
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(Child.ANSWER + worker.measure(line.split(" ")));
    }
    // Whatever threads a peer leaves running.
    System.exit(0);
  }

  private String measure(String[] order) throws Exception {
    boolean openId = Boolean.parseBoolean(order[1]);
    int amount = Integer.parseInt(order[2]);
    return switch (order[0]) {
      case "warm" -> warmUp(openId, amount);
      case "begin" -> {
        Beginning.Cost cost = beginning(openId).run(amount);
        yield cost.nanos() + " " + cost.allocatedBytes();
      }
      case "complete" -> {
        Completing.Cost cost = completing(openId).run(Integer.parseInt(order[3]), amount);
        yield cost.cpuNanos()
            + " "
            + cost.p50Nanos()
            + " "
            + cost.p99Nanos()
            + " "
            + cost.allocatedBytes();
      }
      default -> throw new IllegalArgumentException(order[0]);
    };
  }

  /**
   * By number and not by time, so that a slow contestant is compiled as well as a fast one; and
   * until the compiler has little left to do.
   */
  private String warmUp(boolean openId, int signIns) throws Exception {
    for (long done = 0; done < 2L * signIns; ) {
      done += beginning(openId).run(WARM_UP_SLICE_MILLIS).count();
    }
    long compiled = 0;
    boolean settled = false;
    for (long done = 0; done < signIns || (!settled && done < MOST_WARM_UP * (long) signIns); ) {
      done += completing(openId).run(16, WARM_UP_SLICE_MILLIS).count();
      long before = compiled;
      compiled = COMPILER.getTotalCompilationTime();
      settled = compiled - before <= WARM_UP_SLICE_MILLIS / 20;
    }
    return "warm";
  }

  private Beginning beginning(boolean openId) throws Exception {
    if (!beginning.containsKey(openId)) {
      beginning.put(openId, new Beginning(open(openId)));
    }
    return beginning.get(openId);
  }

  private Completing completing(boolean openId) throws Exception {
    if (!completing.containsKey(openId)) {
      completing.put(openId, new Completing(open(openId)));
    }
    return completing.get(openId);
  }

  private Contestant open(boolean openId) throws Exception {
    return Contestants.open(name, new Client(provider, openId), plugins);
  }
}
