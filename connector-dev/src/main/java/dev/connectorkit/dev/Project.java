package dev.connectorkit.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A connector's Maven project, as Maven lays it out. */
record Project(Path root) {

  private static final String PLUGIN_ID = "Plugin-Id";

  Project {
    root = root.toAbsolutePath().normalize();
    if (!Files.isRegularFile(root.resolve("pom.xml"))) {
      throw new WorkbenchException("There is no pom.xml in " + root + ". Start in the project.");
    }
  }

  Path sources() {
    return root.resolve("src/main/java");
  }

  Path resources() {
    return root.resolve("src/main/resources");
  }

  Path wireShape() {
    return resources().resolve("META-INF/connector-kit/wire-shape.json");
  }

  /** What Maven compiled; the workbench leaves it alone. */
  Path classes() {
    return root.resolve("target/classes");
  }

  /** Where the workbench keeps what it makes. */
  Path scratch() {
    return root.resolve("target/dev");
  }

  /** How an author would name a file. */
  String relative(Path file) {
    return root.relativize(file.toAbsolutePath().normalize()).toString();
  }

  /** The plugin jar that Maven built: its manifest and libraries are what the pom says. */
  Path jar() {
    Path target = root.resolve("target");
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        List<Path> jars =
            files
                .filter(file -> file.toString().endsWith(".jar"))
                .filter(Project::isPlugin)
                .toList();
        if (jars.size() == 1) {
          return jars.get(0);
        }
        if (jars.size() > 1) {
          throw new WorkbenchException(
              "There are several plugin jars in target. Run 'mvn clean' once, and start again.");
        }
      } catch (IOException e) {
        throw new WorkbenchException("The folder " + target + " cannot be read.");
      }
    }
    throw new WorkbenchException(
        "There is no plugin jar in target. Run 'mvn -Pdev', or 'mvn package' before this.");
  }

  private static boolean isPlugin(Path file) {
    try (var jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      return manifest != null && manifest.getMainAttributes().getValue(PLUGIN_ID) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
