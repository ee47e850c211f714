package dev.connectorkit.testkit.plugin;

import dev.connectorkit.spi.ConnectorFactory;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pf4j.ExtensionPoint;
import org.slf4j.Logger;

/** Which classes a connector's own code needs and neither its jar nor a host has; jdeps tells. */
final class MissingClasses {

  private static final Pattern LINE = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s+not found");

  // Annotations that are not there do no harm.
  private static final String NULLNESS = "org.jspecify.";

  private MissingClasses() {}

  /**
   * @param factories the factories in the jar. Only what stands in their packages and below is
   *     looked at: libraries refer to much that they can do without
   */
  static List<String> of(Path jar, List<String> factories) {
    ToolProvider jdeps =
        ToolProvider.findFirst("jdeps")
            .orElseThrow(() -> new IllegalStateException("A JDK is needed, with jdeps."));
    String fromHost =
        Stream.of(ConnectorFactory.class, ExtensionPoint.class, Logger.class)
            .map(MissingClasses::origin)
            .collect(Collectors.joining(File.pathSeparator));
    var out = new StringWriter();
    int exit =
        jdeps.run(
            new PrintWriter(out, true),
            new PrintWriter(out, true),
            "--multi-release",
            "17",
            "--missing-deps",
            "--class-path",
            fromHost,
            jar.toString());
    if (exit != 0) {
      throw new IllegalStateException("jdeps failed: " + out);
    }
    List<String> packages =
        factories.stream().map(name -> name.substring(0, name.lastIndexOf('.') + 1)).toList();
    return out.toString()
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> packages.stream().anyMatch(line.group(1)::startsWith))
        .map(line -> line.group(2))
        .filter(name -> !name.startsWith(NULLNESS))
        .distinct()
        .sorted()
        .toList();
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
