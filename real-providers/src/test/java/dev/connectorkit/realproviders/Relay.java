package dev.connectorkit.realproviders;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy in front of Keycloak. Between an answer of Keycloak and its arrival a test can
 * change the world.
 */
final class Relay implements AutoCloseable {

  private static final Set<String> PASSED_ON =
      Set.of("accept", "authorization", "content-type", "cookie");
  private static final Set<String> PASSED_BACK =
      Set.of("content-type", "location", "set-cookie", "cache-control");

  private final URI server;
  private final Https https;
  private final HttpsServer relay;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Runnable> beforeArrival = new ConcurrentHashMap<>();

  Relay(Keycloak keycloak) throws IOException {
    this.server = keycloak.baseUrl();
    this.https = new Https(keycloak.tls().authority());
    this.relay = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    relay.setHttpsConfigurator(new HttpsConfigurator(keycloak.tls().serverContext()));
    relay.createContext("/", this::handle);
    relay.setExecutor(threads);
    relay.start();
  }

  /** The realm's issuer for whoever comes this way. */
  String issuer() {
    return "https://" + authority() + "/realms/staff";
  }

  /** Does something once: after the next answer from this path, before the portal has it. */
  void beforeArrivalFrom(String path, Runnable change) {
    beforeArrival.put(path, change);
  }

  @Override
  public void close() {
    relay.stop(0);
    threads.shutdownNow();
  }

  private String authority() {
    return "localhost:" + relay.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<String> answer = https.send(passedOn(exchange));
      Runnable change = beforeArrival.remove(exchange.getRequestURI().getPath());
      if (change != null) {
        change.run();
      }
      answer.headers().map().entrySet().stream()
          .filter(header -> PASSED_BACK.contains(header.getKey().toLowerCase(Locale.ROOT)))
          .forEach(header -> exchange.getResponseHeaders().put(header.getKey(), header.getValue()));
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private HttpRequest.Builder passedOn(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", authority());
    exchange.getRequestHeaders().entrySet().stream()
        .filter(header -> PASSED_ON.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .forEach(header -> pass(request, header.getKey(), header.getValue()));
    return request;
  }

  private static void pass(HttpRequest.Builder request, String name, List<String> values) {
    values.forEach(value -> request.header(name, value));
  }
}
