package dev.connectorkit.console;

import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

/** Somebody who signs in, and is at the provider for as long as a test wants. */
final class Visitor {

  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  private final Map<String, String> cookies;
  private final String callback;

  private Visitor(Map<String, String> cookies, String callback) {
    this.cookies = cookies;
    this.callback = callback;
  }

  static Visitor away(URI console, FakeHuggingFace provider) {
    var browser = new ConsoleBrowser(console);
    HttpResponse<String> sent = browser.post("/sign-in/huggingface", Map.of());
    return new Visitor(browser.cookies, consents(provider, sent));
  }

  /**
   * Says yes at the provider.
   *
   * @param begun what sends the browser there
   * @return the callback, as a path
   */
  static String consents(FakeHuggingFace provider, HttpResponse<String> begun) {
    URI back =
        provider.authorize(
            URI.create(begun.headers().firstValue("Location").orElseThrow()), Consent.allow(ADA));
    return back.getPath() + "?" + back.getRawQuery();
  }

  /** Whether the callback leads to the profile. */
  boolean comesBack(URI console) {
    var browser = new ConsoleBrowser(console);
    browser.cookies.putAll(cookies);
    browser.get(callback);
    return browser.location().equals("/me") && browser.page().text().contains("Ada Example");
  }
}
