package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** One instance's way out: its origins only, and only until it is closed. */
public final class InstanceHttp implements ProviderHttp, AutoCloseable {

  private final String instanceId;
  private final Origins origins;
  private final Exchange exchange;
  private final Duration deadline;
  private final CallsInFlight calls;
  private volatile boolean closed;

  InstanceHttp(
      String instanceId,
      Set<URI> origins,
      Exchange exchange,
      Duration deadline,
      CallsInFlight calls) {
    this.instanceId = instanceId;
    this.origins = new Origins(origins);
    this.exchange = exchange;
    this.deadline = deadline;
    this.calls = calls;
  }

  @Override
  public ProviderResponse send(ProviderRequest request) {
    origins.check(request.uri());
    HttpUriRequestBase message = message(request);
    var watch = new CallWatch(this, message, deadline);
    calls.add(watch);
    try {
      // After the call is known to close(), so that none slips through.
      if (closed) {
        throw stopped();
      }
      return exchange.run(message, watch, instanceId);
    } finally {
      calls.remove(watch);
    }
  }

  /** Ends this instance's calls in flight; later ones fail with {@code STOPPED}. */
  @Override
  public void close() {
    closed = true;
    calls.end(this, ConnectorError.STOPPED);
  }

  private static HttpUriRequestBase message(ProviderRequest request) {
    var message = new HttpUriRequestBase(request.method(), request.uri());
    request.headers().forEach(message::setHeader);
    byte[] body = request.body();
    if (body.length > 0) {
      // Without a content type of its own: the headers have it.
      message.setEntity(new ByteArrayEntity(body, null));
    }
    return message;
  }

  private ConnectorException stopped() {
    return ConnectorException.of(ConnectorError.STOPPED)
        .message("The connector instance '" + instanceId + "' is closed.")
        .build();
  }
}
