package dev.connectorkit.testkit.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.plugin.PluginProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the build of a connector checks on the jar it made. Reaches connectors through
 * connector-plugin-parent, which has their builds look for tests here.
 */
class PluginJarIT {

  private final JarContent jar = JarContent.read(BuiltJar.path());

  PluginJarIT() throws IOException {}

  @Test
  void aHostLoadsTheJar(@TempDir Path plugins) {
    BuiltJar.copyTo(plugins);
    try (ConnectorHost host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create("https://app.example"))
            .open()) {
      List<PluginProblem> problems = host.plugins().problems();

      problems.forEach(problem -> fail(problem.toString()));
      assertEquals(1, host.connectors().size(), "A plugin jar holds one connector.");
    }
  }

  @Test
  void theFactoryIsFoundOnTheClassPathToo() {
    assertEquals(
        jar.extensions(),
        jar.services(),
        "META-INF/services/dev.connectorkit.spi.ConnectorFactory must name the same factory as"
            + " META-INF/extensions.idx.");
  }

  @Test
  void theClassesRunOnJava17() {
    jar.classesNewerThan(17).forEach(name -> fail("Compile with --release 17: " + name));
  }

  @Test
  void theClassesFindAllTheyNeed() {
    MissingClasses.of(BuiltJar.path(), jar.extensions())
        .forEach(
            name ->
                fail(
                    "The connector needs "
                        + name
                        + ", and neither its jar nor a host has it: a host gives a connector the"
                        + " JDK, the kit, PF4J and SLF4J. Put other libraries into the jar with"
                        + " maven-shade-plugin."));
  }

  @Test
  void theModuleIsNamedAfterThePackage() {
    assertEquals(
        jar.extensions().stream().map(name -> name.replaceFirst("\\.[^.]*$", "")).toList(),
        List.of(jar.moduleName()),
        "Set the property connector.package in the pom to the Java package of the factory.");
  }
}
