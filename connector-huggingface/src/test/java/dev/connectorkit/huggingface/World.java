package dev.connectorkit.huggingface;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.testkit.huggingface.FakeClient;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import dev.connectorkit.testkit.plugin.BuiltJar;
import dev.connectorkit.testkit.world.FakeInternet;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.Journal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A host with the shipped jar, and a stand-in for huggingface.co at its production address. */
final class World implements AutoCloseable {

  static final String SECRET = "s%+é:secret";
  static final FakePerson ADA = FakePerson.of("5f0000000000000000000001", "ada", "Ada Example");
  static final FakePerson BOB = FakePerson.of("5f0000000000000000000002", "bob", "Bob Example");

  private static final String CALLBACK = "https://app.example/callback/";

  final FakeHuggingFace provider =
      FakeHuggingFace.builder()
          .client(
              new FakeClient(
                  "confidential",
                  Optional.of(SECRET),
                  "Practice application",
                  Set.of(CALLBACK + "hf", CALLBACK + "huggingface"),
                  Set.of("openid", "profile", "email")))
          .client(FakeClient.withoutSecret("public", CALLBACK + "open"))
          .person(ADA)
          .person(BOB)
          .build();
  final FakeInternet internet =
      FakeInternet.builder().origin("https://huggingface.co", provider).start();
  final ConnectorHost host;

  World(Path plugins, String scope) {
    BuiltJar.copyTo(plugins);
    host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create("https://app.example"))
            .http(
                HttpSettings.defaults()
                    .withDeadline(Duration.ofSeconds(3))
                    .withProxy(internet.proxy())
                    .withExtraAuthorities(List.of(internet.authority())))
            .open();
    host.addInstance(
        "hf",
        "huggingface-universal",
        Map.of("clientId", "confidential", "clientSecret", SECRET, "scope", scope));
    host.addInstance("open", "huggingface-universal", Map.of("clientId", "public"));
  }

  CompletedSignIn signIn(String instance, FakePerson person) {
    StartedSignIn started = host.begin(instance);
    return complete(started, instance, Consent.allow(person));
  }

  CompletedSignIn complete(StartedSignIn started, String instance, Consent consent) {
    URI callback = provider.authorize(started.authorizationUri(), consent);
    return host.complete(
        instance, FakeRequest.parse(callback.getRawQuery()), Optional.of(started.browserToken()));
  }

  List<Journal.Exchange> at(String path) {
    return internet.journal().at(path);
  }

  @Override
  public void close() {
    host.close();
    internet.close();
  }
}
