package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A browser without scripts: cookies, redirects within the site, and forms as they are. Behind a
 * load balancer each request goes to the next node in turn, also that of a redirect.
 */
final class ConsoleBrowser {

  // One for all: each would have threads of its own.
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /** How long it waits for an answer. */
  Duration patience = Duration.ofSeconds(30);

  final Map<String, String> cookies = new LinkedHashMap<>();
  private final List<URI> nodes;
  private int turn;
  private HttpResponse<String> last;
  private String location = "/";

  ConsoleBrowser(URI... nodes) {
    this.nodes = List.of(nodes);
  }

  HttpResponse<String> get(String target) {
    return follow(target, request(target).GET());
  }

  /** Sends a form of the page that was loaded last, with its hidden fields and these. */
  HttpResponse<String> submit(String selector, String... namesAndValues) {
    Element form = page().selectFirst(selector);
    if (form == null) {
      throw new AssertionError("No form " + selector + " at " + location + ": " + page().text());
    }
    Map<String, String> fields = new LinkedHashMap<>();
    form.select("input[type=hidden]")
        .forEach(input -> fields.put(input.attr("name"), input.attr("value")));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return post(form.attr("action"), fields);
  }

  HttpResponse<String> post(String target, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&"));
    return follow(
        target,
        request(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The token in the forms of the page that was loaded last. */
  String token() {
    return page().select("input[name=_token]").attr("value");
  }

  Document page() {
    return Jsoup.parse(last.body());
  }

  /** Where the last redirect within the site led to. */
  String location() {
    return location;
  }

  HttpRequest.Builder request(String target) {
    URI node = nodes.get(turn++ % nodes.size());
    HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(target)).timeout(patience);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  /** One request, as it is. */
  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      last = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    last.headers().allValues("Set-Cookie").forEach(this::take);
    return last;
  }

  private HttpResponse<String> follow(String target, HttpRequest.Builder request) {
    location = target;
    send(request);
    for (int hops = 0; last.statusCode() == 303 && hops < 10; hops++) {
      String next = last.headers().firstValue("Location").orElseThrow();
      if (!next.startsWith("/")) {
        return last;
      }
      location = next;
      send(request(next).GET());
    }
    return last;
  }

  private void take(String header) {
    String pair = header.split(";", 2)[0];
    String name = pair.substring(0, pair.indexOf('='));
    String value = pair.substring(pair.indexOf('=') + 1);
    if (value.isEmpty() || header.contains("Max-Age=0")) {
      cookies.remove(name);
    } else {
      cookies.put(name, value);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
