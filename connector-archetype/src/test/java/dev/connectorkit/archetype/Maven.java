package dev.connectorkit.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Maven with a local repository of its own, which has the modules of this build as if they were
 * installed. Everything else comes from the local repository of the build that runs, or from where
 * that build would get it.
 */
final class Maven {

  private static final String VERSION = System.getProperty("kit.version");
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> POMS = List.of("connector-parent", "connector-plugin-parent");
  private static final List<String> JARS =
      List.of(
          "connector-kit",
          "connector-host",
          "connector-testkit",
          "connector-dev",
          "connector-archetype");
  private static final long PATIENCE_MINUTES = 15;

  private final Path repository = Path.of("target/local-repository").toAbsolutePath();
  private final Path settings = repository.resolveSibling("settings.xml");
  private final boolean offline = "offline-true".equals(System.getProperty("maven.offline"));

  /** Puts what this build made into the repository. */
  Maven() throws IOException {
    for (String pom : POMS) {
      put(pom, "pom", folder(pom).resolve("pom.xml"));
    }
    for (String module : JARS) {
      put(module, "pom", folder(module).resolve("pom.xml"));
      Path jar = folder(module).resolve("target/%s-%s.jar".formatted(module, VERSION));
      put(module, "jar", jar);
    }
    String outer = Path.of(System.getProperty("outer.repository")).toUri().toString();
    Files.writeString(
        settings,
        """
        <settings>
          %s
          <profiles><profile>
            <id>outer</id>
            <repositories><repository>%2$s</repository></repositories>
            <pluginRepositories><pluginRepository>%2$s</pluginRepository></pluginRepositories>
          </profile></profiles>
          <activeProfiles><activeProfile>outer</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                // Without a network there is no other place to ask.
                "<mirrors><mirror><id>files</id><url>%s</url><mirrorOf>%s</mirrorOf></mirror></mirrors>"
                    .formatted(outer, offline ? "*" : "outer"),
                "<id>outer</id><url>%s</url><snapshots><enabled>false</enabled></snapshots>"
                    .formatted(outer)));
  }

  /** What a run said, and whether it succeeded. */
  record Result(boolean success, String output) {}

  /** Runs Maven in a folder, and waits for its end. */
  Result run(Path folder, String... arguments) throws IOException, InterruptedException {
    Path log = Files.createTempFile(repository.getParent(), "maven", ".log");
    Process process = start(folder, log, arguments);
    try {
      boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      return new Result(ended && process.exitValue() == 0, Files.readString(log));
    } finally {
      end(process);
    }
  }

  /** Starts Maven in a folder. */
  Process start(Path folder, Path log, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("maven.home")).resolve("bin/mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-s", settings.toString()));
    Path own = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    if (Files.exists(own)) {
      // What somebody has to say about mirrors and proxies.
      command.addAll(List.of("-gs", own.toString()));
    }
    command.add("-Dmaven.repo.local=" + repository);
    if (offline) {
      command.addAll(List.of("-o", "-Daether.offline.protocols=file"));
    }
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    // Command lines are in UTF-8, whatever this machine speaks.
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  /** Ends Maven and what it started. */
  static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static Path folder(String artifact) {
    return artifact.equals("connector-parent") ? ROOT : ROOT.resolve(artifact);
  }

  private void put(String artifact, String kind, Path file) throws IOException {
    Path folder = repository.resolve("dev/connectorkit").resolve(artifact).resolve(VERSION);
    Files.createDirectories(folder);
    Files.copy(
        file,
        folder.resolve("%s-%s.%s".formatted(artifact, VERSION, kind)),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
