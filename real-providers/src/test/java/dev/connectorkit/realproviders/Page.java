package dev.connectorkit.realproviders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.world.FakeRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a browser arrived at: a page of the provider, or the portal's callback.
 *
 * @param address where
 * @param status of the page; 0 for the callback, which nobody answers
 * @param content of the page; empty for the callback
 * @param parameters of the callback; none for a page
 */
record Page(URI address, int status, Document content, Map<String, List<String>> parameters) {

  static Page of(URI address, int status, Document content) {
    return new Page(address, status, content, Map.of());
  }

  static Page callback(URI address, String parameters) {
    return new Page(address, 0, new Document(""), FakeRequest.parse(parameters));
  }

  /** What the portal receives. */
  Map<String, List<String>> callback() {
    assertThat(status).as("no callback, but the page: %s", content.text()).isZero();
    return parameters;
  }

  Element form() {
    Element form = content.selectFirst("form");
    assertThat(form).as("no form at %s: %s", address.getPath(), content.text()).isNotNull();
    return form;
  }

  String text() {
    return content.text();
  }

  boolean asksForPassword() {
    return content.selectFirst("input[name=password]") != null;
  }
}
