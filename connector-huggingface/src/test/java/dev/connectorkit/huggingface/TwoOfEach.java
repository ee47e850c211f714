package dev.connectorkit.huggingface;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.huggingface.FakeClient;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import dev.connectorkit.testkit.plugin.BuiltJar;
import dev.connectorkit.testkit.world.FakeInternet;
import dev.connectorkit.testkit.world.FakeRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two nodes with one store, two providers with accounts of their own, and the shipped jar at both.
 * Browsers are what holds a token.
 */
final class TwoOfEach implements AutoCloseable {

  static final FakePerson ADA = FakePerson.of("5f0000000000000000000001", "ada", "Ada Example");
  static final FakePerson EVE = FakePerson.of("5f0000000000000000000666", "eve", "Eve Example");
  static final String HF = "https://huggingface.co";
  static final String HUB = "https://hub.example";

  final FakeHuggingFace hf = provider("hf");
  final FakeHuggingFace hub = provider("hub");
  final FakeInternet internet = FakeInternet.builder().origin(HF, hf).origin(HUB, hub).start();
  final ConnectorHost north;
  final ConnectorHost south;

  TwoOfEach(Path plugins) {
    BuiltJar.copyTo(plugins);
    var store = new MemoryPendingSignInStore(Clock.systemUTC(), 1_000);
    north = node(plugins, store);
    south = node(plugins, store);
  }

  /** What the provider answers a person who agrees, as the parameters of the callback. */
  Map<String, List<String>> consent(StartedSignIn started, FakeHuggingFace at, FakePerson person) {
    return consent(started.authorizationUri(), at, person);
  }

  Map<String, List<String>> consent(URI authorizationUri, FakeHuggingFace at, FakePerson person) {
    return FakeRequest.parse(at.authorize(authorizationUri, Consent.allow(person)).getRawQuery());
  }

  static CompletedSignIn complete(
      ConnectorHost node, String instance, Map<String, List<String>> callback, Secret browser) {
    return node.complete(instance, callback, Optional.of(browser));
  }

  static <T> Map<String, T> with(Map<String, T> members, String name, T value) {
    var changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return changed;
  }

  /** The origins whose endpoint was asked, in order. */
  List<String> askedAt(String path) {
    return internet.journal().at(path).stream()
        .map(exchange -> exchange.request().origin().toString())
        .toList();
  }

  @Override
  public void close() {
    north.close();
    south.close();
    internet.close();
  }

  private static FakeHuggingFace provider(String instance) {
    return FakeHuggingFace.builder()
        .client(
            FakeClient.confidential(
                "client", "secret-of-" + instance, "https://app.example/callback/" + instance))
        .person(ADA)
        .person(EVE)
        .build();
  }

  private ConnectorHost node(Path plugins, MemoryPendingSignInStore store) {
    ConnectorHost host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create("https://app.example"))
            .pendingSignIns(store)
            .http(
                HttpSettings.defaults()
                    .withDeadline(Duration.ofSeconds(3))
                    .withProxy(internet.proxy())
                    .withExtraAuthorities(List.of(internet.authority())))
            .open();
    host.addInstance("hf", "huggingface-universal", config("hf", HF));
    host.addInstance("hub", "huggingface-universal", config("hub", HUB));
    return host;
  }

  private static Map<String, Object> config(String instance, String baseUrl) {
    return Map.of(
        "clientId",
        "client",
        "clientSecret",
        "secret-of-" + instance,
        "scope",
        "openid profile email",
        "baseUrl",
        baseUrl);
  }
}
