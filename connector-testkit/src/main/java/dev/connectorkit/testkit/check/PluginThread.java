package dev.connectorkit.testkit.check;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one call into the connector as the host does: on a thread of its own with the plugin's class
 * loader as context, and not for ever.
 */
final class PluginThread {

  /** The name of threads that the kit makes for the plugin. */
  static final String NAME = "call into the connector";

  private final ClassLoader loader;

  PluginThread(ClassLoader loader) {
    this.loader = loader;
  }

  <T> Outcome<T> call(Duration limit, Callable<T> code) {
    var task = new FutureTask<>(code);
    start(task);
    return await(task, limit);
  }

  /** Starts a call and goes on; {@link #await} gets its outcome. */
  Thread start(FutureTask<?> task) {
    var thread = new Thread(null, task, NAME, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    return thread;
  }

  <T> Outcome<T> await(FutureTask<T> task, Duration limit) {
    long start = System.nanoTime();
    try {
      T value = task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return new Outcome<>(value, null, false, System.nanoTime() - start);
    } catch (ExecutionException e) {
      return new Outcome<>(null, e.getCause(), false, System.nanoTime() - start);
    } catch (TimeoutException e) {
      task.cancel(true);
      return new Outcome<>(null, null, true, System.nanoTime() - start);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The kit was interrupted.", e);
    }
  }
}
