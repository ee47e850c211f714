package dev.connectorkit.samples.boot;

import dev.connectorkit.testkit.world.FakeOrigin;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What ends TLS in front of an application that itself listens on loopback. */
final class Front implements FakeOrigin {

  private static final List<String> FORWARDED = List.of("cookie", "content-type", "sec-fetch-site");
  private static final List<String> RETURNED =
      List.of("location", "set-cookie", "content-type", "cache-control");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Supplier<URI> application;

  Front(Supplier<URI> application) {
    this.application = application;
  }

  @Override
  public FakeResponse handle(FakeRequest request) {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(application.get().resolve(request.target()))
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    FORWARDED.forEach(
        name -> request.header(name).ifPresent(value -> forwarded.header(name, value)));
    HttpResponse<byte[]> response = send(forwarded.build());
    Map<String, String> headers = new LinkedHashMap<>();
    RETURNED.forEach(
        name -> response.headers().firstValue(name).ifPresent(value -> headers.put(name, value)));
    return new FakeResponse(response.statusCode(), headers, response.body());
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("The application does not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted.", e);
    }
  }
}
