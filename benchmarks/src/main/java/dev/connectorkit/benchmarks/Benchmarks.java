package dev.connectorkit.benchmarks;

import dev.connectorkit.benchmarks.contestant.Contestants;
import dev.connectorkit.benchmarks.flow.Flow;
import dev.connectorkit.benchmarks.growth.GrowthTables;
import dev.connectorkit.benchmarks.load.Load;
import dev.connectorkit.benchmarks.parts.PartsTable;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures, and prints the tables. Options:
 *
 * <ul>
 *   <li>{@code --quick}: fewer and shorter rounds; ends within two minutes
 *   <li>{@code --contestants raw,connector}: those only; the first is what the others are held
 *       against. {@code connector@classes} puts a jar or folder before this build's classes
 *   <li>{@code --only flow}, {@code parts} or {@code growth}
 *   <li>{@code --load}: whole sign-ins over HTTP instead, on the console itself
 *   <li>{@code --jvm OPTION}: for the contestants' processes; may be repeated
 *   <li>{@code --write FILE}: puts the tables between the markers of a page
 * </ul>
 */
public final class Benchmarks {

  private final Options options;
  private final Path plugins;

  private Benchmarks(Options options, Path plugins) {
    this.options = options;
    this.plugins = plugins;
  }

  public static void main(String[] args) throws Exception {
    Path plugins = Path.of(System.getProperty("benchmarks.plugins"));
    var options = Options.of(Arrays.asList(args), Contestants.ALL);
    String tables = new Benchmarks(options, plugins).run();
    System.out.println(tables);
    if (options.write().isPresent()) {
      Page.write(options.write().get(), options.runsOnly("load") ? "load" : "measured", tables);
    }
  }

  private String run() throws Exception {
    var text = new StringBuilder(Machine.description()).append("\n\n");
    if (options.runs("flow")) {
      text.append(Flow.run(options.plan(), plugins)).append('\n');
    }
    if (options.runs("parts")) {
      text.append("### Parts\n\n").append(PartsTable.run(options.quick())).append('\n');
    }
    if (options.runsOnly("load")) {
      text.append(Load.run(options.load(), plugins));
    }
    if (options.runs("growth")) {
      text.append("### As work grows\n\n")
          .append(GrowthTables.run(plugins, options.quick()))
          .append('\n');
    }
    return text.toString();
  }
}
