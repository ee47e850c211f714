package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Signs in as a person would, page by page, without a browser. */
final class HeadlessPerson {

  private static final int MAX_PAGES = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI start;
  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  HeadlessPerson(URI start) {
    this.start = start;
  }

  /**
   * @return the profile, as the site gives it to programs
   * @throws SettingException when the sign-in does not get there
   */
  String signIn() {
    Page page = get(start);
    for (int visited = 0; visited < MAX_PAGES; visited++) {
      if (page.location().getPath().equals("/me")) {
        return profile(page.location());
      }
      page = press(page);
    }
    throw new SettingException("The sign-in does not come to an end.");
  }

  /** Presses the first button of the first form, which on every page here is the way on. */
  private Page press(Page page) {
    Element form = page.document().selectFirst("form[method=post]");
    if (form == null || page.status() >= 400) {
      throw new SettingException(
          "The sign-in stopped at " + page.location().getPath() + ": " + page.document().title());
    }
    Element button = form.selectFirst("button[name]");
    String body =
        button == null ? "" : encode(button.attr("name")) + "=" + encode(button.attr("value"));
    return follow(
        HttpRequest.newBuilder(page.location().resolve(form.attr("action")))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private Page get(URI uri) {
    return follow(HttpRequest.newBuilder(uri).timeout(PATIENCE).build());
  }

  private Page follow(HttpRequest request) {
    URI location = request.uri();
    HttpResponse<String> response = send(request);
    for (int hops = 0; response.statusCode() == 303 && hops < MAX_PAGES; hops++) {
      location = location.resolve(response.headers().firstValue("Location").orElseThrow());
      response = send(HttpRequest.newBuilder(location).timeout(PATIENCE).build());
    }
    return new Page(location, response.statusCode(), Jsoup.parse(response.body()));
  }

  private String profile(URI location) {
    return send(HttpRequest.newBuilder(location)
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .build())
        .body();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return browser.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new SettingException("No answer from " + request.uri().getAuthority() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SettingException("Interrupted.");
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private record Page(URI location, int status, Document document) {}
}
