package dev.connectorkit.realproviders;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * A person at a provider's pages, in a browser of its own: with cookies, redirects and forms, and
 * without scripts.
 */
final class Visitor {

  private static final int MOST_REDIRECTS = 10;

  private final Https https;

  Visitor(X509Certificate authority) {
    this.https = new Https(authority, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
  }

  /** Opens an address, and goes where it leads. */
  Page open(URI address) {
    return follow(address, HttpRequest.newBuilder(address));
  }

  /** Fills in a page's form and presses one of its buttons. */
  Page submit(Page page, Map<String, String> entries, Optional<String> button) {
    Element form = page.form();
    var fields = new LinkedHashMap<String, String>();
    form.select("input[type=hidden][name]")
        .forEach(field -> fields.put(field.attr("name"), field.val()));
    fields.putAll(entries);
    button.ifPresent(name -> fields.put(name, name));
    URI action = URI.create(form.absUrl("action"));
    if (Portal.isCallback(action)) {
      return Page.callback(action, Admin.encoded(fields));
    }
    return follow(
        action,
        HttpRequest.newBuilder(action)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Admin.encoded(fields))));
  }

  /** Types user name and password in. */
  Page logIn(Page page, Employee employee) {
    return logIn(page, employee.username(), employee.password());
  }

  Page logIn(Page page, String username, String password) {
    return submit(page, Map.of("username", username, "password", password), Optional.empty());
  }

  private Page follow(URI address, HttpRequest.Builder first) {
    URI here = address;
    HttpResponse<String> response = https.send(first);
    for (int i = 0; i < MOST_REDIRECTS && response.statusCode() / 100 == 3; i++) {
      here = here.resolve(response.headers().firstValue("Location").orElseThrow());
      if (Portal.isCallback(here)) {
        return Page.callback(here, here.getRawQuery());
      }
      response = https.send(HttpRequest.newBuilder(here));
    }
    return Page.of(here, response.statusCode(), Jsoup.parse(response.body(), here.toString()));
  }
}
