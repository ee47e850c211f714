package dev.connectorkit.dev;

import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.testkit.plugin.Complaint;
import dev.connectorkit.testkit.plugin.JarDiagnosis;
import dev.connectorkit.testkit.shape.InvalidWireShapeException;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShapeFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Builds the connector and takes it into use. Classes and resources go the way of every upgrade: a
 * jar is exchanged in the plugins folder of a host that goes on. Only another wire shape is another
 * world, and begins one.
 *
 * <p>Safe for use by many threads; one build at a time.
 */
final class Workbench implements AutoCloseable {

  /** The id of the one instance. */
  static final String INSTANCE = "dev";

  private static final String JAR = "connector.jar";

  private final Project project;
  private final Compilation compilation;
  private final Packing packing;
  private final URI baseUrl;
  private final Optional<Map<String, Object>> realConfig;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Built built = new Built(0, Instant.now(), Duration.ZERO, List.of());
  private volatile @Nullable ConnectorHost host;
  private volatile @Nullable PracticeProvider practice;
  private @Nullable WireShape shape;
  private @Nullable SourceTree seen;

  /**
   * The last build.
   *
   * @param revision counts builds
   * @param took from the look at the files to the connector in use
   * @param faults what is wrong; then the connector of an earlier build goes on, if there is one
   */
  record Built(long revision, Instant at, Duration took, List<Fault> faults) {}

  /**
   * @param baseUrl where browsers reach the workbench
   * @param realConfig the config of a client at the real provider; empty to practise
   */
  Workbench(
      Project project,
      Compilation compilation,
      URI baseUrl,
      Optional<Map<String, Object>> realConfig)
      throws IOException {
    this.project = project;
    this.compilation = compilation;
    this.packing = new Packing(project);
    this.baseUrl = baseUrl;
    this.realConfig = realConfig;
    Files.createDirectories(plugins());
    // From an earlier run.
    Files.deleteIfExists(plugins().resolve(JAR));
  }

  /**
   * Builds when a file has changed since the last look; true when it did.
   *
   * @param before runs when the connector is in use, and before pages hear of the build
   */
  boolean refresh(Runnable before) {
    lock.lock();
    try {
      SourceTree now = SourceTree.of(project);
      if (now.equals(seen)) {
        return false;
      }
      seen = now;
      long from = System.nanoTime();
      List<Fault> faults = build();
      if (faults.isEmpty()) {
        before.run();
      }
      built =
          new Built(
              built.revision() + 1,
              Instant.now(),
              Duration.ofNanos(System.nanoTime() - from),
              faults);
      return true;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  Built built() {
    return built;
  }

  boolean isPractice() {
    return realConfig.isEmpty();
  }

  Optional<PracticeProvider> practice() {
    return Optional.ofNullable(practice);
  }

  /** The host, while there is one with the instance in it. */
  Optional<ConnectorHost> host() {
    return Optional.ofNullable(host).filter(open -> !open.instances().isEmpty());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closeWorld();
    } finally {
      lock.unlock();
    }
  }

  private List<Fault> build() throws IOException {
    WireShape next;
    try {
      next = WireShapeFile.read(project.wireShape());
    } catch (InvalidWireShapeException e) {
      return List.of(inShape(e));
    }
    Path classes = Files.createTempDirectory(project.scratch(), "classes");
    try {
      List<Fault> faults = compilation.into(classes);
      if (!faults.isEmpty()) {
        return faults;
      }
      packing.write(classes, plugins().resolve(JAR));
    } finally {
      delete(classes);
    }
    try {
      move(next);
    } catch (IllegalArgumentException e) {
      return List.of(inShape(e));
    }
    return takeIntoUse();
  }

  private Fault inShape(Exception e) {
    return new Fault(project.relative(project.wireShape()), String.valueOf(e.getMessage()));
  }

  /** Begins a world for a wire shape that is new. */
  private void move(WireShape next) {
    if (next.equals(shape) && host != null) {
      return;
    }
    closeWorld();
    if (isPractice()) {
      practice = PracticeProvider.start(next);
    }
    shape = next;
  }

  private List<Fault> takeIntoUse() {
    try {
      ConnectorHost open = host == null ? openHost() : host;
      host = open;
      open.plugins().rescan();
      List<PluginProblem> problems = open.plugins().problems();
      if (problems.isEmpty()) {
        instance(open);
        return List.of();
      }
      List<Complaint> complaints = JarDiagnosis.of(plugins().resolve(JAR));
      return complaints.isEmpty()
          ? problems.stream().map(Workbench::fault).toList()
          : complaints.stream().map(this::fault).toList();
    } catch (ConnectorException e) {
      return faults(e);
    }
  }

  /** What only this host has against the jar. */
  private static Fault fault(PluginProblem problem) {
    return new Fault("host", problem.reason() + " " + problem.remedy());
  }

  /** File and line, with the path of the file where it is one of the project's. */
  private Fault fault(Complaint complaint) {
    String file = complaint.where().replaceFirst(":.*", "");
    String where =
        SourceTree.below(project.sources()).stream()
            .filter(source -> !file.isEmpty() && source.endsWith(file))
            .findFirst()
            .map(source -> project.relative(source.getParent()) + "/" + complaint.where())
            .orElse(complaint.where().isEmpty() ? "host" : complaint.where());
    return new Fault(where, complaint.message());
  }

  private ConnectorHost openHost() {
    ConnectorHost.Builder builder =
        ConnectorHost.builder().plugins(plugins()).publicBaseUrl(baseUrl);
    practice().ifPresent(provider -> builder.http(provider.http()));
    return builder.open();
  }

  private void instance(ConnectorHost open) {
    AvailableConnector connector = open.connectors().get(0);
    Map<String, Object> config =
        realConfig.orElseGet(() -> shape == null ? Map.of() : shape.config());
    boolean present =
        open.instances().stream()
            .anyMatch(known -> known.metadata().id().equals(connector.metadata().id()));
    if (!present) {
      open.instances().forEach(other -> open.removeInstance(other.id()));
      open.addInstance(INSTANCE, connector.metadata().id(), config);
    }
  }

  private List<Fault> faults(ConnectorException e) {
    String where =
        isPractice() ? project.relative(project.wireShape()) + "#/config" : "the config file";
    return e.problems().isEmpty()
        ? List.of(new Fault("host", String.valueOf(e.getMessage())))
        : e.problems().stream()
            .map(problem -> new Fault(where + problem.pointer(), problem.message()))
            .toList();
  }

  private Path plugins() {
    return project.scratch().resolve("plugins");
  }

  private void closeWorld() {
    if (host != null) {
      host.close();
      host = null;
    }
    if (practice != null) {
      practice.close();
      practice = null;
    }
    shape = null;
  }

  private static void delete(Path folder) throws IOException {
    for (Path file : SourceTree.below(folder)) {
      Files.delete(file);
    }
    try (var folders = Files.walk(folder)) {
      for (Path empty : folders.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(empty);
      }
    }
  }
}
