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
import org.pf4j.PluginManager;
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
  private final PluginWrapper wrapper;
  private final PluginCalls calls;
  private final ConnectorFactory factory;

  private LoadedPlugin(
      PluginJar jar,
      PrivateCopy copy,
      PluginWrapper wrapper,
      PluginCalls calls,
      ConnectorFactory factory) {
    this.jar = jar;
    this.copy = copy;
    this.wrapper = wrapper;
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
    PrivateCopy copy = PrivateCopy.of(jar);
    try {
      return load(jar, copy, deadline);
    } catch (UnusablePluginException e) {
      copy.close();
      throw e;
    }
  }

  private static LoadedPlugin load(PluginJar jar, PrivateCopy copy, Duration deadline)
      throws UnusablePluginException {
    var manager = new ConnectorPluginManager(copy.file().getParent());
    PluginWrapper wrapper;
    try {
      wrapper = manager.getPlugin(manager.loadPlugin(copy.file()));
    } catch (RuntimeException e) {
      // PF4J passes on whatever a descriptor provokes.
      throw new UnusablePluginException(
          Kind.FAILED_TO_LOAD,
          "Loading it fails with " + e.getClass().getName() + ".",
          "Ask its author.",
          e);
    }
    var calls =
        new PluginCalls(jar.id() + " " + jar.version(), wrapper.getPluginClassLoader(), deadline);
    try {
      ConnectorFactory factory = calls.call("load", () -> factory(wrapper));
      LOG.info("Loaded connector plugin {} (sha256 {})", calls.plugin(), jar.sha256());
      return new LoadedPlugin(jar, copy, wrapper, calls, factory);
    } catch (ConnectorException e) {
      release(wrapper, calls);
      throw unusable(e);
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

  /**
   * Refuses a plugin that runs threads of its own. Asked for when its code has run for a first
   * time.
   */
  public void checkThreads() throws UnusablePluginException {
    List<Thread> strays = calls.strayThreads();
    if (!strays.isEmpty()) {
      throw new UnusablePluginException(
          Kind.STARTS_THREADS,
          "Loading it starts the "
              + (strays.size() == 1 ? "thread " : "threads ")
              + strays.stream()
                  .limit(5)
                  .map(thread -> "'" + Foreign.text(thread.getName()) + "'")
                  .collect(Collectors.joining(", "))
              + ".",
          "A connector runs only while it is called: take the thread out of it.");
    }
  }

  /** Ends its threads, closes its class loader and deletes the private copy. */
  @Override
  public void close() {
    release(wrapper, calls);
    copy.close();
    LOG.info("Unloaded connector plugin {} {}", jar.id(), jar.version());
  }

  @Override
  public String toString() {
    return "LoadedPlugin[" + jar.id() + " " + jar.version() + "]";
  }

  /** Runs on a thread of the plugin: its static initialisers and constructor are its own code. */
  private static ConnectorFactory factory(PluginWrapper wrapper) {
    PluginManager manager = wrapper.getPluginManager();
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
          "The constructor of its factory fails with "
              + Foreign.text(e.getCause().getClass().getName())
              + ".",
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
    return (cause == null ? refusal : refusal.cause(ForeignFailure.of(cause))).build();
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

  private static void release(PluginWrapper wrapper, PluginCalls calls) {
    if (wrapper.getPluginState() == PluginState.STARTED) {
      try {
        calls.run("stop", () -> wrapper.getPlugin().stop());
      } catch (ConnectorException e) {
        LOG.warn("The Plugin-Class failed to stop: {}", e.getMessage());
      }
    }
    // So that PF4J does not stop it, which would run code of the plugin here and without a bound.
    wrapper.setPluginState(PluginState.STOPPED);
    calls.close();
    wrapper.getPluginManager().unloadPlugin(wrapper.getPluginId());
  }
}
