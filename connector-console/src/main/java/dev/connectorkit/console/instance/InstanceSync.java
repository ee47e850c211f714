package dev.connectorkit.console.instance;

import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.ConnectorInstance;
import dev.connectorkit.host.plugin.InstalledPlugin;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the host of this node run what is stored: all instances, also those that are not enabled,
 * so that they can be tried. Looks every second; what was seen last goes on when the database is
 * away. An instance that cannot run leaves the others alone.
 */
public final class InstanceSync implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InstanceSync.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  // Whoever changes something may wait for a provider under the lock.
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  // What could not run may run later, such as when its provider's discovery answers again.
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final ConsoleDatabase database;
  private final SecretSeal seal;
  private final ConnectorHost host;
  private final InstanceSources sources;
  private final EffectiveInstances effective;
  private final ProviderReview review;
  private final ReentrantLock lock = new ReentrantLock();
  // What each instance of the host runs with; guarded by the lock.
  private final Map<String, EffectiveInstance.Content> running = new HashMap<>();
  private Set<String> plugins = Set.of();
  private long triedAt;
  private volatile boolean stale;
  private volatile View view = new View(-1, List.of(), Map.of(), Map.of());
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "console-instances");
            thread.setDaemon(true);
            return thread;
          });

  private InstanceSync(
      ConsoleDatabase database, SealingKeys keys, ConnectorHost host, InstanceSources sources) {
    this.database = database;
    this.seal = new SecretSeal(keys);
    this.host = host;
    this.sources = sources;
    this.effective = new EffectiveInstances(sources, host, seal);
    this.review = new ProviderReview(database, host);
  }

  /** Runs what the database has. */
  public static InstanceSync start(ConsoleDatabase database, SealingKeys keys, ConnectorHost host) {
    return start(database, keys, host, InstanceSources.none());
  }

  /**
   * Runs what there is, and goes on looking.
   *
   * @throws ConnectorException with {@link ConnectorError#STORE_UNAVAILABLE}
   */
  public static InstanceSync start(
      ConsoleDatabase database, SealingKeys keys, ConnectorHost host, InstanceSources sources) {
    var sync = new InstanceSync(database, keys, host, sources);
    sync.look();
    sync.looks.scheduleWithFixedDelay(
        sync::lookQuietly, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return sync;
  }

  /** All instances as this node saw them last, in the order of the sign-in page. */
  public List<StoredInstance> seen() {
    return view.instances();
  }

  /** Those that people can sign in with, in the order of the sign-in page. */
  public List<EnabledInstance> enabled() {
    Map<String, ConnectorInstance> running =
        host.instances().stream()
            .filter(ConnectorInstance::active)
            .collect(Collectors.toMap(ConnectorInstance::id, instance -> instance));
    return view.instances().stream()
        .filter(stored -> stored.enabled() && running.containsKey(stored.id()))
        .map(stored -> new EnabledInstance(running.get(stored.id()), stored.displayName()))
        .toList();
  }

  /** Whether it is stored as enabled; it may be at rest all the same. */
  public boolean isEnabled(String id) {
    if (seenEnabled(id)) {
      return true;
    }
    // Somebody saw it on the page of another node, where it was enabled a moment ago.
    catchUp();
    return seenEnabled(id);
  }

  private boolean seenEnabled(String id) {
    for (StoredInstance stored : view.instances()) {
      if (stored.id().equals(id)) {
        return stored.enabled();
      }
    }
    return false;
  }

  /** Why an instance does not run on this node; one sentence. */
  public Optional<String> problem(String id) {
    return Optional.ofNullable(view.problems().get(id)).or(() -> atRest(id));
  }

  /** The plugin of one that ran may have been disabled or removed since. */
  private Optional<String> atRest(String id) {
    return host.instances().stream()
        .filter(instance -> instance.id().equals(id) && !instance.active())
        .findFirst()
        .map(instance -> notInUse(instance.metadata().id()));
  }

  private static String notInUse(String connectorId) {
    return "Its connector '%s' is not in use. Connectors lists the jars, and why one is not in use."
        .formatted(connectorId);
  }

  /** What an administrator has to look at of where instances come from. */
  public List<SourceProblem> sourceProblems() {
    return Stream.concat(
            effective.problems().stream(),
            view.strangers().entrySet().stream()
                .map(
                    one ->
                        new SourceProblem(
                            SourceProblem.Kind.OTHER_PROVIDER,
                            one.getKey(),
                            "The instance '" + one.getKey() + "' does not run. " + one.getValue())))
        .toList();
  }

  /** Whether the file that instances come from can be used as it is now. */
  public boolean fileUsable() {
    return sources.unusable().isEmpty();
  }

  /** The file that instances come from besides the database. */
  public Optional<Path> file() {
    return sources.file();
  }

  InstanceSources sources() {
    return sources;
  }

  EffectiveInstances effective() {
    return effective;
  }

  ProviderReview review() {
    return review;
  }

  /** Looks now: what this node stored is to be seen on its next page. */
  public void look() {
    if (sources.look()) {
      stale = true;
    }
    // Before the lock: whoever waits for that must not wait for a database that is away.
    long revision = database.read(ChangeCount.INSTANCES::now);
    locked(
        () -> {
          Set<String> installed = installed();
          // Another version of a connector may have other fields, and so other variables.
          boolean retry =
              !installed.equals(plugins)
                  || (!view.problems().isEmpty() && System.nanoTime() - triedAt > RETRY_NANOS);
          if (revision != view.revision() || retry || stale) {
            stale = false;
            plugins = installed;
            triedAt = System.nanoTime();
            apply(revision, database.read(InstanceTable::all));
          }
          return Boolean.TRUE;
        });
  }

  /**
   * Looks when something was stored since the last time, for whoever comes from another node. Waits
   * a moment only for whoever changes something: what was seen last counts then.
   *
   * @throws ConnectorException with {@link ConnectorError#STORE_UNAVAILABLE}
   */
  public void catchUp() {
    try {
      if (database.read(ChangeCount.INSTANCES::now) != view.revision()
          && lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look();
        } finally {
          lock.unlock();
        }
      }
    } catch (ConnectorException e) {
      if (e.error() == ConnectorError.STORE_UNAVAILABLE) {
        // Or the next question would wait for the same database once more.
        throw e;
      }
      told(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does something while the instances of the host do not change otherwise. */
  <T> T locked(Callable<T> work) {
    lock.lock();
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the host run a config that is about to be stored, under the lock.
   *
   * @throws ConnectorException when the host refuses it; what ran before goes on then
   */
  void run(String id, String connectorId, SplitConfig config) {
    boolean there = host.instances().stream().anyMatch(instance -> instance.id().equals(id));
    if (there) {
      host.updateInstance(id, config.joined());
    } else {
      host.addInstance(id, connectorId, config.joined());
    }
    running.remove(id);
  }

  /** What was run is stored. */
  void ran(InstanceRow stored) {
    running.put(stored.id(), effective.of(stored).content());
  }

  /** What was run is not stored after all: it is as if it had never been. */
  void forget(String id) {
    stop(id);
    view = view.outdated();
  }

  /** What was run is not stored after all: what is stored runs again. */
  void runAgain(InstanceRow stored) {
    replace(effective.of(stored));
    view = view.outdated();
  }

  @Override
  public void close() {
    // Not interrupted: it may be reading the embedded database's file.
    looks.shutdown();
    // A look under way ends before what it uses.
    locked(() -> Boolean.TRUE);
  }

  private void lookQuietly() {
    try {
      look();
    } catch (ConnectorException e) {
      if (e.error() != ConnectorError.STORE_UNAVAILABLE) {
        told(e);
      }
    } catch (RuntimeException e) {
      LOG.error("The stored instances cannot be looked at.", e);
    }
  }

  private static void told(ConnectorException failure) {
    LOG.warn("The stored instances cannot be looked at: {}", failure.getMessage());
  }

  private void apply(long revision, List<InstanceRow> rows) {
    List<EffectiveInstance> all = effective.all(rows);
    Set<String> wanted = all.stream().map(EffectiveInstance::id).collect(Collectors.toSet());
    List.copyOf(running.keySet()).stream().filter(id -> !wanted.contains(id)).forEach(this::stop);
    Map<String, String> strangers = review.of(all);
    var problems = new LinkedHashMap<>(strangers);
    for (EffectiveInstance one : all) {
      if (strangers.containsKey(one.id())) {
        stop(one.id());
      } else if (!one.content().equals(running.get(one.id()))) {
        replace(one).ifPresent(problem -> problems.put(one.id(), problem));
      }
    }
    problems.forEach(
        (id, problem) -> {
          if (!problem.equals(view.problems().get(id))) {
            LOG.warn("Instance {} does not run: {}", id, problem);
          }
        });
    view =
        new View(revision, all.stream().map(EffectiveInstance::view).toList(), problems, strangers);
  }

  /** Lets an instance run as it is to be, or not at all: a former config is not on the page. */
  private Optional<String> replace(EffectiveInstance one) {
    if (one.obstacle().isPresent()) {
      stop(one.id());
      return one.obstacle();
    }
    try {
      SplitConfig config = one.open(seal);
      if (!sameConnector(one)) {
        stop(one.id());
      }
      run(one.id(), one.view().connectorId(), config);
      running.put(one.id(), one.content());
      return Optional.empty();
    } catch (ConnectorException e) {
      stop(one.id());
      return Optional.of(
          e.error() == ConnectorError.NOT_FOUND
              ? notInUse(one.view().connectorId())
              : String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("Instance {} cannot be run.", one.id(), e);
      stop(one.id());
      return Optional.of("It cannot be run; the log of this node says more.");
    }
  }

  private boolean sameConnector(EffectiveInstance one) {
    return host.instances().stream()
        .filter(instance -> instance.id().equals(one.id()))
        .allMatch(instance -> instance.metadata().id().equals(one.view().connectorId()));
  }

  private void stop(String id) {
    host.removeInstance(id);
    running.remove(id);
  }

  /** What could let an instance run that could not run before. */
  private Set<String> installed() {
    return host.plugins().list().stream()
        .filter(InstalledPlugin::enabled)
        .map(plugin -> plugin.id() + " " + plugin.sha256())
        .collect(Collectors.toSet());
  }

  /**
   * @param revision of all instances; -1 to look again whatever it is
   * @param problems why instances do not run, by id
   * @param strangers the same of those that would lead to another provider
   */
  private record View(
      long revision,
      List<StoredInstance> instances,
      Map<String, String> problems,
      Map<String, String> strangers) {

    View outdated() {
      return new View(-1, instances, problems, strangers);
    }
  }
}
