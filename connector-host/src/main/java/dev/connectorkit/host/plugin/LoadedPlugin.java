package dev.connectorkit.host.plugin;

import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorFactory;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of a plugin at work. Each has a PF4J manager of its own, so that two versions of one
 * plugin can live beside each other while sign-ins move from the old to the new.
 */
public final class LoadedPlugin implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugin.class);

  private final PluginJar jar;
  private final PrivateCopy copy;
  private final ConnectorPluginManager manager;
  private final PluginCalls calls;
  private final ConnectorFactory factory;

  private LoadedPlugin(
      PluginJar jar,
      PrivateCopy copy,
      ConnectorPluginManager manager,
      PluginCalls calls,
      ConnectorFactory factory) {
    this.jar = jar;
    this.copy = copy;
    this.manager = manager;
    this.calls = calls;
    this.factory = factory;
  }

  /**
   * Loads a judged jar.
   *
   * @param deadline how long any call into its code may take
   * @throws UnusablePluginException when it changed since it was judged, or its code fails
   */
  public static LoadedPlugin load(PluginJar jar, Duration deadline) throws UnusablePluginException {
    PrivateCopy copy = PrivateCopy.of(jar.path());
    try {
      if (!copy.sha256().equals(jar.sha256())) {
        throw new UnusablePluginException(
            Kind.UNREADABLE, "The file changed while it was read.", "Copy it again, completely.");
      }
      return load(jar, copy, deadline);
    } catch (UnusablePluginException e) {
      copy.close();
      throw e;
    }
  }

  private static LoadedPlugin load(PluginJar jar, PrivateCopy copy, Duration deadline)
      throws UnusablePluginException {
    var manager = new ConnectorPluginManager(copy.file().getParent());
    PluginCalls calls = null;
    try {
      PluginWrapper wrapper = manager.getPlugin(manager.loadPlugin(copy.file()));
      String name = jar.id() + " " + jar.version();
      calls = new PluginCalls(name, wrapper.getPluginClassLoader(), deadline);
      ConnectorFactory factory = calls.call("load", () -> factory(manager, wrapper));
      checkThreads(calls);
      LOG.info("Loaded connector plugin {} (sha256 {})", name, jar.sha256());
      return new LoadedPlugin(jar, copy, manager, calls, factory);
    } catch (ConnectorException e) {
      release(jar, manager, calls);
      throw unusable(e);
    } catch (RuntimeException | LinkageError e) {
      // PF4J passes on whatever a descriptor provokes.
      release(jar, manager, calls);
      throw new UnusablePluginException(
          Kind.FAILED_TO_LOAD,
          "Loading it fails with " + e.getClass().getName() + ".",
          "Ask its author.",
          e);
    } catch (UnusablePluginException e) {
      release(jar, manager, calls);
      throw e;
    }
  }

  public PluginJar jar() {
    return jar;
  }

  public ConnectorFactory factory() {
    return factory;
  }

  public PluginCalls calls() {
    return calls;
  }

  /** Ends its threads, closes its class loader and deletes the private copy. */
  @Override
  public void close() {
    release(jar, manager, calls);
    copy.close();
    LOG.info("Unloaded connector plugin {} {}", jar.id(), jar.version());
  }

  @Override
  public String toString() {
    return "LoadedPlugin[" + jar.id() + " " + jar.version() + "]";
  }

  /** Runs on a thread of the plugin: its static initialisers and constructor are its own code. */
  private static ConnectorFactory factory(ConnectorPluginManager manager, PluginWrapper wrapper) {
    String id = wrapper.getPluginId();
    if (manager.startPlugin(id) != PluginState.STARTED) {
      throw refused("Its Plugin-Class does not start.", wrapper.getFailedException());
    }
    List<Class<? extends ConnectorFactory>> types =
        manager.getExtensionClasses(ConnectorFactory.class, id);
    if (types.size() != 1) {
      throw refused(
          "Its extension cannot be used as a dev.connectorkit.spi.ConnectorFactory.", null);
    }
    try {
      return types.get(0).getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw refused(
          "The constructor of its factory fails with " + e.getCause().getClass().getName() + ".",
          e.getCause());
    } catch (ExceptionInInitializerError e) {
      throw refused("A static initialiser of its factory fails.", e);
    } catch (ReflectiveOperationException e) {
      throw refused("Its factory has no public constructor without parameters.", e);
    }
  }

  private static ConnectorException refused(String reason, @Nullable Throwable cause) {
    ConnectorException.Builder refusal =
        ConnectorException.of(ConnectorError.UNEXPECTED_TYPE).message(reason);
    return (cause == null ? refusal : refusal.cause(cause)).build();
  }

  private static UnusablePluginException unusable(ConnectorException e) {
    Kind kind =
        e.error() == ConnectorError.UNEXPECTED_TYPE ? Kind.NO_SINGLE_FACTORY : Kind.FAILED_TO_LOAD;
    return new UnusablePluginException(
        kind,
        String.valueOf(e.getMessage()),
        "Run the conformance kit on it, or ask its author.",
        e);
  }

  private static void checkThreads(PluginCalls calls) throws UnusablePluginException {
    List<Thread> strays = calls.strayThreads();
    if (!strays.isEmpty()) {
      throw new UnusablePluginException(
          Kind.STARTS_THREADS,
          "Loading it starts the "
              + (strays.size() == 1 ? "thread " : "threads ")
              + strays.stream()
                  .map(thread -> "'" + thread.getName() + "'")
                  .collect(Collectors.joining(", "))
              + ".",
          "A connector runs only while it is called: take the thread out of it.");
    }
  }

  private static void release(
      PluginJar jar, ConnectorPluginManager manager, @Nullable PluginCalls calls) {
    if (calls != null) {
      calls.close();
    }
    try {
      if (manager.getPlugin(jar.id()) != null) {
        manager.unloadPlugin(jar.id());
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Plugin {} failed while it was unloaded: {}", jar.id(), e.getClass().getName());
    }
  }
}
