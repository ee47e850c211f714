package dev.connectorkit.host.http;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;

/** All connections of one host to providers: one pool, and one thread that watches all calls. */
public final class ProviderConnections implements AutoCloseable {

  private static final Duration WATCH_EVERY = Duration.ofMillis(50);
  private static final Duration TIDY_EVERY = Duration.ofSeconds(10);
  // Shorter than servers commonly keep an idle connection.
  private static final Duration KEPT_IDLE = Duration.ofSeconds(30);
  // Far longer than a call takes to notice that it was ended.
  private static final Duration LAST_CALLS = Duration.ofSeconds(2);

  private final HttpSettings settings;
  private final ScheduledThreadPoolExecutor scheduler;
  private final Names names;
  private final ConnectionPool pool;
  private final CloseableHttpClient client;
  private final Set<InstanceHttp> instances = ConcurrentHashMap.newKeySet();
  private final Set<CallWatch> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private ProviderConnections(HttpSettings settings, Names.Lookup lookup) {
    // A class that is first used on a stack without room is lost to everybody.
    StackRoom.prepare();
    this.settings = settings;
    this.scheduler = new ScheduledThreadPoolExecutor(1, ProviderConnections::daemon);
    // Now, by the application: a thread made during a plugin's call would take over its class
    // loader, and keep it from being unloaded.
    scheduler.prestartAllCoreThreads();
    this.names = new Names(lookup, scheduler);
    this.pool = new ConnectionPool(settings, names);
    this.client = client(settings, pool.forClient());
    // One look at all calls: a watch scheduled for each would wake the thread at every call.
    every(WATCH_EVERY, () -> calls.forEach(CallWatch::look));
    every(TIDY_EVERY, () -> pool.closeIdle(KEPT_IDLE));
  }

  public static ProviderConnections open(HttpSettings settings) {
    return open(settings, InetAddress::getAllByName);
  }

  static ProviderConnections open(HttpSettings settings, Names.Lookup lookup) {
    return new ProviderConnections(settings, lookup);
  }

  /** The way out of one instance, to these origins only. */
  public InstanceHttp open(String instanceId, Set<URI> origins) {
    var instance = new InstanceHttp(instanceId, origins, this);
    instances.add(instance);
    return instance;
  }

  /** Ends all calls in flight; later ones fail with {@code STOPPED}. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(instances).forEach(InstanceHttp::close);
    // One that is about to take a connection would take it out of a pool that is closed already,
    // which then never gets it back.
    awaitLastCalls();
    scheduler.shutdownNow();
    names.close();
    pool.close();
  }

  HttpSettings settings() {
    return settings;
  }

  CloseableHttpClient client() {
    return client;
  }

  ConnectionPool pool() {
    return pool;
  }

  /**
   * Has a call looked at every now and then, until it is over.
   *
   * @return false when nothing is watched any more
   */
  boolean watch(CallWatch call) {
    calls.add(call);
    return !closed;
  }

  void over(CallWatch call) {
    calls.remove(call);
  }

  /** How many calls are being watched. */
  int callsWatched() {
    return calls.size();
  }

  void forget(InstanceHttp instance) {
    instances.remove(instance);
  }

  private void awaitLastCalls() {
    boolean interrupted = false;
    long end = System.nanoTime() + LAST_CALLS.toNanos();
    while (!calls.isEmpty() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(1_000_000);
      // Would make the waiting a spinning.
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void every(Duration period, Runnable work) {
    Runnable again =
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            // Whatever it was (say, no memory for a moment): a task that throws is not run again.
            return;
          }
        };
    scheduler.scheduleWithFixedDelay(
        again, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** httpclient5, without anything it would do of its own accord. */
  private static CloseableHttpClient client(HttpSettings settings, LastingConnections connections) {
    Timeout deadline = Timeout.of(settings.deadline());
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setUserAgent(settings.userAgent())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(deadline)
                    // No response timeout: the watch bounds every call, and a bound on each read
                    // makes the JDK turn the socket to non-blocking and back.
                    .setAuthenticationEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .addRequestInterceptorLast(Outgoing::restoreTarget)
            // Retries would send the authorization code twice, and sleep as long as the other
            // side says.
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression();
    settings
        .proxy()
        .ifPresent(
            proxy ->
                builder.setRoutePlanner(
                    new ProxyUnlessLoopback(
                        new HttpHost("http", proxy.getHostString(), proxy.getPort()))));
    return builder.build();
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "connector-http-watch");
    thread.setDaemon(true);
    return thread;
  }
}
