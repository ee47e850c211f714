package dev.connectorkit.benchmarks.parts;

import dev.connectorkit.benchmarks.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of this package. */
public final class PartsTable {

  private PartsTable() {}

  /** The table, in Markdown. */
  public static String run(boolean quick) throws RunnerException {
    System.err.println("parts");
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("^dev\\.connectorkit\\.")
                    .forks(1)
                    .warmupIterations(quick ? 2 : 5)
                    .measurementIterations(quick ? 3 : 5)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementTime(TimeValue.milliseconds(500))
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    var table = new Table("", "ns", "bytes");
    for (RunResult result : results) {
      table.row(
          List.of(
              result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+)\\.(\\w+)$", "$1 $2"),
              // The best, as everything that disturbs makes it longer.
              Table.number(result.getPrimaryResult().getStatistics().getMin()),
              bytes(result)));
    }
    return table.toString();
  }

  @SuppressWarnings("rawtypes")
  private static String bytes(RunResult result) {
    for (Map.Entry<String, Result> secondary : result.getSecondaryResults().entrySet()) {
      if (secondary.getKey().endsWith("gc.alloc.rate.norm")) {
        return Table.number(secondary.getValue().getScore());
      }
    }
    return "";
  }
}
