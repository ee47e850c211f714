package dev.connectorkit.host.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks host names up. The system's look-up can take minutes and cannot be ended, so it runs on a
 * thread of its own, one at a time for each name, and a call that must end leaves it alone there.
 */
final class Names implements AutoCloseable {

  /** The system's look-up, or what a test puts in its place. */
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private static final int MAX_LOOKUPS = 32;

  private final Lookup lookup;
  private final Executor starter;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0, MAX_LOOKUPS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), Names::daemon);
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();

  /**
   * @param starter starts the threads. Must not run its work in the caller: a thread made by a
   *     plugin's call would take over its class loader, and keep it from being unloaded
   */
  Names(Lookup lookup, Executor starter) {
    this.lookup = lookup;
    this.starter = starter;
  }

  /** Waits no longer than the call may. */
  List<InetAddress> resolve(String host, CallWatch watch) throws IOException {
    CompletableFuture<List<InetAddress>> answer = answer(host);
    try {
      CompletableFuture.anyOf(answer, watch.ending()).get();
      if (watch.reason() != null) {
        throw new InterruptedIOException("The call was ended.");
      }
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The call was interrupted.");
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private CompletableFuture<List<InetAddress>> answer(String host) {
    var mine = new CompletableFuture<List<InetAddress>>();
    CompletableFuture<List<InetAddress>> others = running.putIfAbsent(host, mine);
    if (others != null) {
      return others;
    }
    try {
      starter.execute(() -> start(host, mine));
    } catch (RejectedExecutionException e) {
      fail(host, mine, e);
    }
    return mine;
  }

  // Taken away before it is complete, so that who hears of a failure and asks again has a new one.
  private void fail(String host, CompletableFuture<List<InetAddress>> answer, Throwable failure) {
    running.remove(host, answer);
    answer.completeExceptionally(failure);
  }

  private void start(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      threads.execute(() -> look(host, answer));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // All threads hang in other names, or the system gives none.
      fail(host, answer, e);
    }
  }

  private void look(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      List<InetAddress> addresses = trusted(host, lookup.addresses(host));
      running.remove(host, answer);
      answer.complete(addresses);
    } catch (UnknownHostException | RuntimeException | Error e) {
      fail(host, answer, e);
    }
  }

  /**
   * Plain HTTP goes to this machine only, and nothing but the address tells that it does. With TLS
   * the certificate names the other side, wherever its address leads.
   */
  private static List<InetAddress> trusted(String host, InetAddress[] addresses)
      throws UnknownHostException {
    // RFC 6761 §6.3: a name for loopback must never resolve to anything else.
    List<InetAddress> usable =
        Origins.isLoopback(host)
            ? Arrays.stream(addresses).filter(InetAddress::isLoopbackAddress).toList()
            : List.of(addresses);
    if (usable.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return usable;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "connector-http-names");
    thread.setDaemon(true);
    return thread;
  }
}
