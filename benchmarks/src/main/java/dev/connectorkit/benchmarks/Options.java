package dev.connectorkit.benchmarks;

import dev.connectorkit.benchmarks.flow.Flow;
import dev.connectorkit.benchmarks.load.Load;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What the command line asks for. */
record Options(
    boolean quick,
    List<String> contestants,
    Optional<String> only,
    List<String> jvm,
    Optional<Path> write) {

  static Options of(List<String> args, List<String> all) {
    var options = new Options(false, all, Optional.empty(), List.of(), Optional.empty());
    for (Iterator<String> given = args.iterator(); given.hasNext(); ) {
      String name = given.next();
      options =
          switch (name) {
            case "--quick" -> options.quickly();
            case "--load" -> options.with("--only", "load");
            default -> options.with(name, given.next());
          };
    }
    return options;
  }

  boolean runs(String part) {
    return only.isEmpty() || only.get().equals(part);
  }

  boolean runsOnly(String part) {
    return only.isPresent() && only.get().equals(part);
  }

  /** About ten minutes on two cores, or two. */
  Load.Plan load() {
    return quick
        ? new Load.Plan(2_000, 2, 2_000, 5_000, 2)
        : new Load.Plan(10_000, 7, 4_000, 100_000, 20);
  }

  /** About eight minutes on two cores, or one. */
  Flow.Plan plan() {
    return quick
        ? new Flow.Plan(contestants, 1, 2, 4_000, 200, jvm)
        : new Flow.Plan(contestants, 2, 5, 20_000, 500, jvm);
  }

  private Options quickly() {
    return new Options(true, contestants, only, jvm, write);
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--contestants" -> new Options(quick, List.of(value.split(",")), only, jvm, write);
      case "--only" -> new Options(quick, contestants, Optional.of(value), jvm, write);
      case "--jvm" -> {
        var more = new ArrayList<>(jvm);
        more.add(value);
        yield new Options(quick, contestants, only, more, write);
      }
      case "--write" -> new Options(quick, contestants, only, jvm, Optional.of(Path.of(value)));
      default -> throw new IllegalArgumentException("There is no option " + name + ".");
    };
  }
}
