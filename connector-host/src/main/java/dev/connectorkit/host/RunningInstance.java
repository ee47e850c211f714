package dev.connectorkit.host;

import dev.connectorkit.host.http.InstanceHttp;
import dev.connectorkit.host.plugin.PluginCalls;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.SocialConnector;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connector at work for one instance, with one config and one version of its code. */
final class RunningInstance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningInstance.class);

  private final ConnectorInstance view;
  private final PluginCalls calls;
  private final SocialConnector connector;
  private final InstanceHttp http;
  private final Bulkhead bulkhead;
  private final ReentrantLock starting = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean started;

  private RunningInstance(
      ConnectorInstance view,
      PluginCalls calls,
      SocialConnector connector,
      InstanceHttp http,
      Bulkhead bulkhead) {
    this.view = view;
    this.calls = calls;
    this.connector = connector;
    this.http = http;
    this.bulkhead = bulkhead;
  }

  /** Takes over {@code http}, and closes it when the connector cannot be created or started. */
  static RunningInstance create(
      ConnectorInstance view,
      AvailableConnector available,
      ConnectorConfig config,
      ConnectorContext context,
      InstanceHttp http,
      Bulkhead bulkhead) {
    PluginCalls calls = available.calls();
    try {
      Connector created = calls.call("create", () -> available.factory().create(config, context));
      if (!(created instanceof SocialConnector social)) {
        throw ConnectorException.of(ConnectorError.UNEXPECTED_TYPE)
            .message("The connector " + view.metadata().id() + " creates no social connector.")
            .build();
      }
      var instance = new RunningInstance(view, calls, social, http, bulkhead);
      instance.tryStart();
      return instance;
    } catch (ConnectorException e) {
      http.close();
      throw e;
    }
  }

  ConnectorInstance view() {
    return view;
  }

  /** A place for one call; empty when this instance is on its way out. */
  Optional<Lease> lease() {
    return bulkhead.enter() ? Optional.of(new Lease()) : Optional.empty();
  }

  /** Lets no further call in; the result completes when those in flight are over. */
  CompletableFuture<Void> retire() {
    return bulkhead.retire();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    bulkhead.retire();
    // First, so that calls in flight end and the connector has nothing to wait for.
    http.close();
    closeConnector();
    if (bulkhead.calls() > 0) {
      LOG.warn(
          "Instance {} is closed with {} calls still inside of {}.",
          view.id(),
          bulkhead.calls(),
          calls);
    }
  }

  /** A provider that is down for the moment must not keep the host from starting. */
  private void tryStart() {
    try {
      calls.run("start", this::ensureStarted);
    } catch (ConnectorException e) {
      if (!e.error().retryable()) {
        closeConnector();
        throw e;
      }
      LOG.warn("Instance {} will be started later: {}", view.id(), e.getMessage());
    }
  }

  private void closeConnector() {
    try {
      calls.run("close", connector::close);
    } catch (ConnectorException e) {
      LOG.warn("Instance {} failed to close: {}", view.id(), e.getMessage());
    }
  }

  /** Runs on a thread of the plugin; waits there for another call that starts it already. */
  private void ensureStarted() {
    if (started) {
      return;
    }
    try {
      starting.lockInterruptibly();
    } catch (InterruptedException e) {
      throw ConnectorException.of(ConnectorError.UNAVAILABLE)
          .message("The connector did not start in time.")
          .cause(e)
          .build();
    }
    try {
      if (!started) {
        connector.start();
        started = true;
      }
    } finally {
      starting.unlock();
    }
  }

  /** One call's place in the instance; held until the plugin's code is really over. */
  final class Lease implements AutoCloseable {

    private final AtomicInteger holders = new AtomicInteger(1);

    private Lease() {}

    ConnectorInstance view() {
      return view;
    }

    /** Calls the connector, started. */
    <T> T call(String operation, Function<SocialConnector, T> code) {
      holders.incrementAndGet();
      CallTrace trace = CallTrace.current();
      return calls.call(
          operation, () -> CallTrace.following(trace, () -> started(operation, code)), this::close);
    }

    private <T> T started(String operation, Function<SocialConnector, T> code) {
      ensureStarted();
      T result = code.apply(connector);
      if (result == null) {
        throw ConnectorException.of(ConnectorError.UNEXPECTED)
            .message(
                "The connector '%s' returns nothing from %s()."
                    .formatted(view.metadata().id(), operation))
            .build();
      }
      return result;
    }

    @Override
    public void close() {
      if (holders.decrementAndGet() == 0) {
        bulkhead.leave();
      }
    }
  }
}
