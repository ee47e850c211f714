package dev.connectorkit.console.trial;

import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.huggingface.HuggingFaceConnectorFactory;
import dev.connectorkit.oidc.OidcConnectorFactory;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.huggingface.FakeClient;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import dev.connectorkit.testkit.world.FakeInternet;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A host that nobody uses yet, and a provider at which one client is registered. */
final class TrialWorld implements AutoCloseable {

  static final String SECRET = "CANARY-client-secret";
  static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000009", "ada-example", "Ada Example");

  final FakeHuggingFace provider;
  final FakeInternet internet;
  final ConnectorHost host;
  final Trials trials;
  final Map<String, Object> config = new HashMap<>();
  String connector = "huggingface-universal";
  String mark = "one";

  TrialWorld(String registeredRedirectUri, Duration hostIsAhead) {
    provider =
        FakeHuggingFace.builder()
            .person(ADA)
            .client(FakeClient.confidential("client", SECRET, registeredRedirectUri))
            .build();
    internet = FakeInternet.builder().origin("https://huggingface.co", provider).start();
    host =
        ConnectorHost.builder()
            .connector(new HuggingFaceConnectorFactory())
            .connector(new OidcConnectorFactory())
            .publicBaseUrl(URI.create("https://app.example"))
            .clock(Clock.offset(Clock.systemUTC(), hostIsAhead))
            .http(
                HttpSettings.defaults()
                    .withProxy(internet.proxy())
                    .withExtraAuthorities(List.of(internet.authority())))
            .open();
    trials = new Trials(host);
    config.put("clientId", "client");
    config.put("clientSecret", SECRET);
    config.put("scope", "openid profile email");
  }

  TrialWorld() {
    this("https://app.example/callback/hub", Duration.ZERO);
  }

  TriedConfig tried() {
    return new TriedConfig("hub", connector, Map.copyOf(config), mark);
  }

  /** Begins, says yes at the provider, and comes back. */
  TrialReport run() {
    AtomicReference<StartedTrial> begun = new AtomicReference<>();
    Optional<TrialReport> failed =
        trials.begin(
            tried(),
            started -> {
              begun.set(started);
              return Optional.<TrialReport>empty();
            },
            Optional::of);
    return failed.orElseGet(() -> finish(begun.get(), consent(begun.get())));
  }

  StartedTrial begin() {
    return trials.begin(
        tried(),
        started -> started,
        report -> {
          throw new AssertionError(report);
        });
  }

  Map<String, List<String>> consent(StartedTrial started) {
    return parameters(provider.authorize(started.signIn().authorizationUri(), Consent.allow(ADA)));
  }

  TrialReport finish(StartedTrial started, Map<String, List<String>> callback) {
    return complete(started, callback, Optional.of(started.signIn().browserToken())).orElseThrow();
  }

  Optional<TrialReport> complete(
      StartedTrial started, Map<String, List<String>> callback, Optional<Secret> browserToken) {
    return trials.complete(tried(), started.mark(), callback, browserToken);
  }

  static Map<String, List<String>> parameters(URI callback) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : callback.getRawQuery().split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          List.of(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)));
    }
    return parameters;
  }

  @Override
  public void close() {
    host.close();
    internet.close();
  }
}
