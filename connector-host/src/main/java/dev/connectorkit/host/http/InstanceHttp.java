package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One instance's way out: its origins only, its share of connections, until it is closed. */
public final class InstanceHttp implements ProviderHttp, AutoCloseable {

  private final ProviderConnections connections;
  private final HttpSettings settings;
  private final Origins origins;
  private final Share share;
  private final Failures failures;
  private final Exchange exchange;
  private final Set<CallWatch> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  InstanceHttp(String instanceId, Set<URI> origins, ProviderConnections connections) {
    this.connections = connections;
    this.settings = connections.settings();
    this.origins = new Origins(origins);
    this.share = new Share(settings.maxConnections(), settings.connectTimeout());
    this.failures = new Failures(instanceId, settings);
    this.exchange = new Exchange(connections.client(), settings.maxBodyBytes(), failures);
  }

  @Override
  public ProviderResponse send(ProviderRequest request) {
    StackRoom.require();
    origins.check(request.uri());
    Outgoing outgoing = Outgoing.of(request);
    Peer peer = Peer.of(request.uri(), settings.proxy());
    var watch = new CallWatch(outgoing.message(), settings.deadline());
    calls.add(watch);
    try {
      // After the call is known to close(), so that none slips through.
      if (!connections.watch(watch) || closed) {
        throw failures.stopped();
      }
      return inTurn(outgoing, peer, watch);
    } catch (ConnectorException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw failures.typed(e, peer, watch);
    } finally {
      connections.over(watch);
      calls.remove(watch);
    }
  }

  @Override
  public boolean reaches(URI address) {
    return origins.allow(address);
  }

  /** Ends this instance's calls in flight; later ones fail with {@code STOPPED}. */
  @Override
  public void close() {
    closed = true;
    calls.forEach(call -> call.end(ConnectorError.STOPPED));
    connections.forget(this);
  }

  /** How far each call in flight is. */
  List<CallWatch.Phase> callsInFlight() {
    return calls.stream().map(CallWatch::phase).toList();
  }

  int freePlaces() {
    return share.free();
  }

  private ProviderResponse inTurn(Outgoing outgoing, Peer peer, CallWatch watch)
      throws IOException {
    if (!share.enter(watch)) {
      throw failures.overloaded();
    }
    try {
      return exchange.run(outgoing, peer, watch);
    } finally {
      share.leave();
    }
  }
}
