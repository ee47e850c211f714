package dev.connectorkit.archetype;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A browser at a workbench, which follows nothing by itself. */
final class Browser {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final URI start;
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  Browser(URI start) {
    this.start = start;
  }

  /** The start page. */
  String page() {
    return get(start).body();
  }

  /** Signs in as the person of the wire shape; the start page then. */
  String signIn() {
    URI consent = beginSignIn();
    get(location(post(consent, "decision=example")));
    return page();
  }

  /** Presses the button; where the browser is sent. */
  URI beginSignIn() {
    return location(post(start.resolve("/sign-in"), ""));
  }

  private HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build());
  }

  private HttpResponse<String> post(URI uri, String body) {
    return send(
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString(UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI location(HttpResponse<String> response) {
    return URI.create(response.headers().firstValue("Location").orElseThrow());
  }
}
