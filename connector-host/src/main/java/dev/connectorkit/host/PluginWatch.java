package dev.connectorkit.host;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the plugins folder every now and then. Looking is what works everywhere: notices of the
 * file system do not arrive from network shares and mounted volumes.
 */
final class PluginWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);

  private final ScheduledThreadPoolExecutor timer;

  private PluginWatch(ScheduledThreadPoolExecutor timer) {
    this.timer = timer;
  }

  static PluginWatch start(Plugins plugins, Duration every) {
    var timer = new ScheduledThreadPoolExecutor(1, PluginWatch::thread);
    timer.scheduleWithFixedDelay(
        () -> look(plugins), every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    return new PluginWatch(timer);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static void look(Plugins plugins) {
    try {
      plugins.poll();
    } catch (RuntimeException | Error e) {
      // The next look may find the folder there again, or the heap no longer full.
      LOG.warn("The plugins folder cannot be looked at: {}", e.toString());
    }
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "connector-plugin-watch");
    thread.setDaemon(true);
    return thread;
  }
}
