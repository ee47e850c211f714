package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.testkit.huggingface.FakeClient;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.world.LoopbackSite;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A stand-in for Hugging Face on this machine, with one registered client. */
final class PracticeProvider implements AutoCloseable {

  private final LoopbackSite site;
  private final Map<String, Object> config;

  private PracticeProvider(LoopbackSite site, Map<String, Object> config) {
    this.site = site;
    this.config = config;
  }

  /** For one instance. */
  static PracticeProvider start(URI redirectUri) {
    return start(Set.of(redirectUri));
  }

  /**
   * @param redirectUris that its client has registered
   */
  static PracticeProvider start(Set<URI> redirectUris) {
    String clientId = UUID.randomUUID().toString();
    String secret = "practice-" + UUID.randomUUID();
    FakeHuggingFace provider =
        FakeHuggingFace.builder()
            .practisePeople()
            .client(
                new FakeClient(
                    clientId,
                    Optional.of(secret),
                    "Practice application",
                    redirectUris.stream().map(URI::toString).collect(Collectors.toSet()),
                    Set.of("openid", "profile", "email")))
            .build();
    try {
      LoopbackSite site = LoopbackSite.start(provider, 0);
      return new PracticeProvider(
          site,
          Map.of(
              "clientId",
              clientId,
              "clientSecret",
              secret,
              "scope",
              "openid profile email",
              "baseUrl",
              site.baseUrl().toString()));
    } catch (IOException e) {
      throw new SettingException("The practice provider cannot listen on loopback.");
    }
  }

  /** The config of a connector instance that uses it. */
  Map<String, Object> config() {
    return config;
  }

  @Override
  public void close() {
    site.close();
  }
}
