package dev.connectorkit.host.plugin;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that run one plugin's code. */
final class PluginThreads implements ThreadFactory {

  private static final Logger LOG = LoggerFactory.getLogger(PluginThreads.class);

  private final String plugin;
  private final ClassLoader loader;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Thread> own = ConcurrentHashMap.newKeySet();

  PluginThreads(String plugin, ClassLoader loader) {
    this.plugin = plugin;
    this.loader = loader;
  }

  @Override
  public Thread newThread(Runnable work) {
    String name = "connector " + plugin + " #" + count.incrementAndGet();
    // No inherited thread locals: they belong to whoever happened to call first.
    var thread = new Thread(null, () -> runAndForget(work), name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    own.add(thread);
    return thread;
  }

  /**
   * Threads that the plugin runs on its own account, told by their class or by the context class
   * loader that a thread takes over from the one that made it. Nothing can be told of a connector
   * on the class path, whose loader is the application's.
   */
  List<Thread> strays() {
    if (!(loader instanceof ConnectorClassLoader)) {
      return List.of();
    }
    ThreadGroup root = root();
    var all = new Thread[root.activeCount() + 64];
    int found = root.enumerate(all, true);
    return Arrays.stream(all, 0, found)
        // In this order: a thread of ours gives up the loader before it is no longer ours.
        .filter(thread -> !own.contains(thread))
        .filter(this::belongsToThePlugin)
        .toList();
  }

  private boolean belongsToThePlugin(Thread thread) {
    return thread.getContextClassLoader() == loader || thread.getClass().getClassLoader() == loader;
  }

  /** Interrupts threads the plugin made, and says so, since nothing else can be done about them. */
  void endStrays() {
    for (Thread stray : strays()) {
      LOG.warn(
          "The connector plugin '{}' leaves the thread '{}' behind.",
          plugin,
          Foreign.text(stray.getName()));
      stray.interrupt();
    }
  }

  private void runAndForget(Runnable work) {
    try {
      work.run();
    } finally {
      Thread.currentThread().setContextClassLoader(null);
      own.remove(Thread.currentThread());
    }
  }

  private static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
