package dev.connectorkit.benchmarks.growth;

import dev.connectorkit.benchmarks.flow.Child;
import dev.connectorkit.benchmarks.provider.LeanProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Has growth measured in a process of its own. */
public final class GrowthTables {

  /** Room for a million sign-ins. */
  private static final List<String> JVM = List.of("-Xms2g", "-Xmx2g");

  private GrowthTables() {}

  /** The tables, in Markdown. */
  public static String run(Path plugins, boolean quick) throws IOException {
    System.err.println("growth");
    try (Child provider = Child.start(LeanProvider.class, "", List.of());
        Child growth =
            Child.start(
                Growth.class,
                "",
                JVM,
                provider.answer(),
                plugins.toString(),
                Boolean.toString(quick))) {
      var text = new StringBuilder();
      for (String line = growth.answer(); !line.equals(Growth.END); line = growth.answer()) {
        text.append(line).append('\n');
      }
      return text.toString();
    }
  }
}
