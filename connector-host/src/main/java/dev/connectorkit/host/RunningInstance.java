package dev.connectorkit.host;

import dev.connectorkit.host.http.InstanceHttp;
import dev.connectorkit.spi.Connector;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.SocialConnector;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance at work: its connector, its share of the HTTP connections, its life. */
final class RunningInstance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningInstance.class);

  private final ConnectorInstance view;
  private final PluginCalls calls;
  private final SocialConnector connector;
  private final InstanceHttp http;
  private final ReentrantLock starting = new ReentrantLock();
  private volatile boolean started;

  private RunningInstance(
      ConnectorInstance view, PluginCalls calls, SocialConnector connector, InstanceHttp http) {
    this.view = view;
    this.calls = calls;
    this.connector = connector;
    this.http = http;
  }

  /** Takes over {@code http}, and closes it when the connector cannot be created or started. */
  static RunningInstance create(
      ConnectorInstance view,
      AvailableConnector available,
      ConnectorConfig config,
      ConnectorContext context,
      InstanceHttp http) {
    var calls = new PluginCalls(available.factory().getClass());
    try {
      Connector created = calls.call("create", () -> available.factory().create(config, context));
      if (!(created instanceof SocialConnector social)) {
        throw ConnectorException.of(ConnectorError.UNEXPECTED_TYPE)
            .message("The connector " + view.metadata().id() + " creates no social connector.")
            .build();
      }
      var instance = new RunningInstance(view, calls, social, http);
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

  /** Calls the connector, started. */
  <T> T call(String operation, Function<SocialConnector, T> code) {
    ensureStarted();
    return calls.call(operation, () -> code.apply(connector));
  }

  @Override
  public void close() {
    // First, so that calls in flight end and the connector has nothing to wait for.
    http.close();
    try {
      calls.run("close", connector::close);
    } catch (ConnectorException e) {
      LOG.warn("Instance {} failed to close: {}", view.id(), e.getMessage());
    }
  }

  /** A provider that is down for the moment must not keep the host from starting. */
  private void tryStart() {
    try {
      ensureStarted();
    } catch (ConnectorException e) {
      if (!e.error().retryable()) {
        calls.run("close", connector::close);
        throw e;
      }
      LOG.warn("Instance {} will be started later: {}", view.id(), e.getMessage());
    }
  }

  private void ensureStarted() {
    if (started) {
      return;
    }
    starting.lock();
    try {
      if (!started) {
        calls.run("start", connector::start);
        started = true;
      }
    } finally {
      starting.unlock();
    }
  }
}
