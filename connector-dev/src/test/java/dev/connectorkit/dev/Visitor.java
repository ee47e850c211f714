package dev.connectorkit.dev;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A browser at the workbench, which follows nothing by itself. */
final class Visitor {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI baseUrl;
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).connectTimeout(PATIENCE).build();

  Visitor(URI baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** What the start page shows, with what stands in place of HTML's special characters. */
  String page() {
    return text(get(baseUrl.resolve("/")));
  }

  /** Signs in as one of the practice people; returns what the callback answered. */
  HttpResponse<String> signIn(String decision) {
    return get(consent(begin(), decision));
  }

  /** Presses the button; where the browser is sent. */
  URI begin() {
    return location(send(post(baseUrl.resolve("/sign-in"), "")));
  }

  /** Presses a button of the consent page; where the browser is sent. */
  URI consent(URI page, String decision) {
    return location(send(post(page, "decision=" + decision)));
  }

  HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static HttpRequest post(URI uri, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  static String text(HttpResponse<String> response) {
    return response
        .body()
        .replaceAll("(?s)<style>.*?</style>", "")
        .replaceAll("<[^>]*>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  private static URI location(HttpResponse<String> response) {
    return URI.create(response.headers().firstValue("Location").orElseThrow());
  }
}
