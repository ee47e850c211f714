package dev.connectorkit.samples.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.world.FakeInternet;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A person's browser as a plain HTTP client: cookies, redirects and forms, in the fake world. */
final class Browser {

  private static final int MAX_HOPS = 10;

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client;

  Browser(FakeInternet internet) {
    client =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .proxy(ProxySelector.of(internet.proxy()))
            .sslContext(trusting(internet))
            .build();
  }

  /** What it shows, and what it was told with that. */
  record Page(URI location, HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }
  }

  /** Opens an address and follows the redirects. */
  Page open(String address) {
    return follow(HttpRequest.newBuilder(URI.create(address)).build());
  }

  /** Presses the button of the page's form that has this text in it, and follows the redirects. */
  Page press(Page page, String text) {
    Document document = Jsoup.parse(page.body(), page.location().toString());
    Element button = document.selectFirst("form[method=post] button:contains(" + text + ")");
    if (button == null) {
      throw new IllegalStateException("No button '" + text + "' at " + page.location());
    }
    return follow(post(button.closest("form").absUrl("action"), button));
  }

  /** The response to one request, redirect or not. */
  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("No answer from " + request.uri().getAuthority(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted.", e);
    }
  }

  List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  private Page follow(HttpRequest request) {
    URI location = request.uri();
    HttpResponse<String> response = send(request);
    for (int hops = 0; response.statusCode() == 303 && hops < MAX_HOPS; hops++) {
      location = location.resolve(response.headers().firstValue("Location").orElseThrow());
      response = send(HttpRequest.newBuilder(location).build());
    }
    return new Page(location, response);
  }

  private static HttpRequest post(String address, Element button) {
    String body =
        button.hasAttr("name")
            ? button.attr("name") + "=" + URLEncoder.encode(button.attr("value"), UTF_8)
            : "";
    return HttpRequest.newBuilder(URI.create(address))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static SSLContext trusting(FakeInternet internet) {
    try {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      authorities.setCertificateEntry("fake world", internet.authority());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The fake world's authority cannot be trusted.", e);
    }
  }
}
