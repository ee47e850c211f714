package dev.connectorkit.console;

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
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The server with TLS in front of a console: hands on what comes, and what is answered. */
final class TlsFront implements FakeOrigin {

  private static final Set<String> OF_ONE_HOP =
      Set.of("connection", "content-length", "host", "upgrade", "transfer-encoding", "date");

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final int port;

  TlsFront(int port) {
    this.port = port;
  }

  @Override
  public FakeResponse handle(FakeRequest request) {
    HttpRequest.Builder onward =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + request.target()))
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().entrySet().stream()
        .filter(header -> !OF_ONE_HOP.contains(header.getKey()))
        .forEach(header -> header.getValue().forEach(v -> onward.header(header.getKey(), v)));
    try {
      HttpResponse<byte[]> answer =
          http.send(onward.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new FakeResponse(answer.statusCode(), headers(answer.headers().map()), answer.body());
    } catch (IOException | InterruptedException e) {
      return FakeResponse.dropped();
    }
  }

  private static Map<String, String> headers(Map<String, List<String>> all) {
    Map<String, String> headers = new LinkedHashMap<>();
    all.forEach(
        (name, values) -> {
          for (int i = 0; i < values.size() && !OF_ONE_HOP.contains(name); i++) {
            headers.put(spelling(name, i), values.get(i));
          }
        });
    return headers;
  }

  /** A response has one value for a name here; names in other letters are the same to a browser. */
  private static String spelling(String name, int number) {
    return number == 0
        ? name
        : name.substring(0, number - 1)
            + name.substring(number - 1, number).toUpperCase(Locale.ROOT)
            + name.substring(number);
  }
}
