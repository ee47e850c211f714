package dev.connectorkit.host;

import dev.connectorkit.host.plugin.LoadedPlugin;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees out what was replaced or removed: its calls in flight finish, within a bound, then it is
 * closed. Nobody waits for that.
 */
final class Retirement implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);
  private static final int THREADS = 4;
  private static final Duration KEPT_IDLE = Duration.ofSeconds(5);

  private final Duration patience;
  private final ThreadPoolExecutor closing;
  private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param patience how long calls in flight are waited for
   */
  Retirement(Duration patience) {
    this.patience = patience;
    this.closing =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            KEPT_IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Retirement::thread);
    closing.allowCoreThreadTimeOut(true);
  }

  /** Closes each instance when it is idle, or at the end of patience. */
  CompletableFuture<Void> retire(Collection<RunningInstance> instances) {
    List<CompletableFuture<Void>> closed =
        instances.stream()
            .map(
                instance ->
                    instance
                        .retire()
                        .copy()
                        .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                        .handleAsync(
                            (idle, late) -> {
                              instance.close();
                              return (Void) null;
                            },
                            closing))
            .toList();
    return watch(CompletableFuture.allOf(closed.toArray(CompletableFuture[]::new)));
  }

  /** As {@link #retire(Collection)}, and then unloads the plugin they came from. */
  void retire(Collection<RunningInstance> instances, LoadedPlugin plugin) {
    watch(
        retire(instances)
            .handleAsync(
                (closed, failed) -> {
                  plugin.close();
                  return (Void) null;
                },
                closing));
  }

  /** Waits until all is closed; at most a little longer than the patience. */
  @Override
  public void close() {
    try {
      CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new))
          .get(patience.toMillis() + 5_000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.warn("{} connectors do not close; they are left behind.", underWay.size());
    } catch (java.util.concurrent.ExecutionException e) {
      LOG.warn("A connector failed while it was closed.", e.getCause());
    }
    closing.shutdown();
  }

  private CompletableFuture<Void> watch(CompletableFuture<Void> work) {
    underWay.add(work);
    work.whenComplete((done, failed) -> underWay.remove(work));
    return work;
  }

  private static Thread thread(Runnable work) {
    // Made by whichever thread lets go last, which may be a plugin's: take over nothing from it.
    var thread = new Thread(null, work, "connector-retirement", 0, false);
    thread.setContextClassLoader(Retirement.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }
}
