package dev.connectorkit.host.plugin;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The one way into a plugin's code. Each call runs on a thread of that plugin, so that the caller
 * can go on when the plugin does not return; and every failure, of whatever class, comes out typed
 * and with the plugin's name.
 *
 * <p>A plugin has threads of its own also so that what it leaves behind in them (thread locals)
 * ends with it.
 */
public final class PluginCalls implements AutoCloseable {

  private static final Duration KEPT_IDLE = Duration.ofSeconds(10);

  private final String plugin;
  private final ClassLoader loader;
  private final Duration deadline;
  private final PluginThreads threads;
  private final ThreadPoolExecutor executor;

  /**
   * @param plugin its name in messages
   * @param loader the context class loader of its calls
   * @param deadline how long a call may take
   */
  public PluginCalls(String plugin, ClassLoader loader, Duration deadline) {
    this.plugin = plugin;
    this.loader = loader;
    this.deadline = deadline;
    this.threads = new PluginThreads(plugin, loader);
    // Unbounded here: callers are bounded per instance before they arrive.
    this.executor =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            KEPT_IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads);
  }

  /**
   * Runs code of the plugin.
   *
   * @throws ConnectorException what the plugin threw, if it is one; {@link ConnectorError#TIMEOUT}
   *     when it does not return in time; {@link ConnectorError#UNEXPECTED} for all else it throws
   */
  public <T> T call(String operation, Callable<T> code) {
    return call(operation, code, () -> {});
  }

  /**
   * @param whenOver runs when the plugin's code has really ended, which may be long after the
   *     caller went on
   */
  public <T> T call(String operation, Callable<T> code, Runnable whenOver) {
    Runnable over = once(whenOver);
    // Before the caller goes on, so that whoever calls one after the other needs one place only.
    var task =
        new FutureTask<>(
            () -> {
              try {
                return guarded(code);
              } finally {
                over.run();
              }
            });
    start(operation, task, over);
    try {
      return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw typed(operation, e.getCause());
    } catch (TimeoutException e) {
      task.cancel(true);
      throw failure(ConnectorError.TIMEOUT)
          .message(
              "The connector plugin '%s' did not return from %s() within %d ms."
                  .formatted(plugin, operation, deadline.toMillis()))
          .build();
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw failure(ConnectorError.UNAVAILABLE)
          .message("The call of " + operation + "() was interrupted.")
          .cause(e)
          .build();
    }
  }

  /** As {@link #call(String, Callable)}, for code without a result. */
  public void run(String operation, Runnable code) {
    call(
        operation,
        () -> {
          code.run();
          return Boolean.TRUE;
        });
  }

  /** The plugin's name in messages. */
  public String plugin() {
    return plugin;
  }

  /** Threads that the plugin runs on its own account. */
  List<Thread> strayThreads() {
    return threads.strays();
  }

  /** Ends the threads; interrupts those that still run the plugin's code. */
  @Override
  public void close() {
    executor.shutdownNow();
    threads.endStrays();
  }

  @Override
  public String toString() {
    return "PluginCalls[" + plugin + "]";
  }

  private void start(String operation, FutureTask<?> task, Runnable whenOver) {
    // The application's own marks, such as a request id, belong to what the plugin logs as well.
    Map<String, String> marks = MDC.getCopyOfContextMap();
    try {
      executor.execute(() -> work(task, marks, whenOver));
    } catch (RejectedExecutionException e) {
      whenOver.run();
      throw failure(ConnectorError.STOPPED)
          .message("The connector plugin '" + plugin + "' is no longer in use.")
          .build();
    } catch (OutOfMemoryError e) {
      // The system gives no further thread.
      whenOver.run();
      throw failure(ConnectorError.OVERLOADED)
          .message("No thread is left for " + operation + "() of '" + plugin + "'.")
          .cause(e)
          .build();
    }
  }

  /** A task that is cancelled before it begins has only its thread to say that it is over. */
  private static Runnable once(Runnable action) {
    var done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  private void work(FutureTask<?> task, @Nullable Map<String, String> marks, Runnable whenOver) {
    try {
      // Each time: an earlier call may have changed it.
      Thread.currentThread().setContextClassLoader(loader);
      if (marks != null) {
        MDC.setContextMap(marks);
      }
      task.run();
    } finally {
      // A cancel that came late must not reach this thread's next call.
      Thread.interrupted();
      MDC.clear();
      whenOver.run();
    }
  }

  /** Lets out only what can be logged and kept anywhere; still on the plugin's own thread. */
  private <T> T guarded(Callable<T> code) throws Exception {
    try {
      return code.call();
    } catch (ConnectorException e) {
      throw loader instanceof ConnectorClassLoader
          ? ForeignFailure.withoutForeignCauses(e, loader)
          : e;
    } catch (Throwable e) {
      throw ForeignFailure.of(e);
    }
  }

  private ConnectorException typed(String operation, Throwable thrown) {
    if (thrown instanceof ConnectorException ours) {
      return ours;
    }
    // Anything else comes of an exception whose own methods throw, or of a heap that is full.
    ForeignFailure failure =
        thrown instanceof ForeignFailure foreign
            ? foreign
            : ForeignFailure.ofType(thrown.getClass());
    return failure(ConnectorError.UNEXPECTED)
        .message(
            "The connector plugin '%s' failed in %s() with %s."
                .formatted(plugin, operation, failure.getMessage()))
        .cause(failure)
        .build();
  }

  private static ConnectorException.Builder failure(ConnectorError error) {
    return ConnectorException.of(error);
  }
}
