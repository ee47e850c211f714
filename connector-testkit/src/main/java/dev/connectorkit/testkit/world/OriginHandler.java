package dev.connectorkit.testkit.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hands what a socket brings to the fake origin its Host header names. */
final class OriginHandler implements HttpHandler {

  private static final int MAX_BODY = 1024 * 1024;

  private final String scheme;
  private final Map<String, FakeOrigin> byHost;
  private final Journal journal;

  /**
   * @param byHost the origins by the value of the Host header; "*" for any
   */
  OriginHandler(String scheme, Map<String, FakeOrigin> byHost, Journal journal) {
    this.scheme = scheme;
    this.byHost = byHost;
    this.journal = journal;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
      FakeOrigin origin = byHost.getOrDefault(host, byHost.get("*"));
      var headers = new TreeMap<String, List<String>>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      var request =
          new FakeRequest(
              exchange.getRequestMethod(),
              URI.create(scheme + "://" + host),
              exchange.getRequestURI(),
              headers,
              exchange.getRequestBody().readNBytes(MAX_BODY));
      FakeResponse response = answer(origin, request);
      journal.add(request, response);
      if (!waited(response) || response.status() == 0) {
        return;
      }
      response.headers().forEach(exchange.getResponseHeaders()::set);
      boolean empty = response.body().length == 0;
      exchange.sendResponseHeaders(response.status(), empty ? -1 : response.body().length);
      if (!empty) {
        exchange.getResponseBody().write(response.body());
      }
    }
  }

  private static FakeResponse answer(
      @org.jspecify.annotations.Nullable FakeOrigin origin, FakeRequest request) {
    if (origin == null) {
      return FakeResponse.of(421, "text/plain", "No such origin in this world.");
    }
    try {
      return origin.handle(request);
    } catch (RuntimeException e) {
      // A defect of the fake must not look like an answer of the provider.
      return FakeResponse.of(599, "text/plain", "The fake failed: " + e);
    }
  }

  private static boolean waited(FakeResponse response) {
    try {
      // Nothing counts this down: it ends with the time, or with the world.
      return response.delay().isZero()
          || !new CountDownLatch(1).await(response.delay().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
