package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target and an identifier name a person; so no two providers may come under one target. */
class TargetsTest {

  private static final String SCHEMA =
      """
      {"type": "object", "properties": {
        "baseUrl": {"type": "string", "format": "https-uri", "x-origin": true},
        "more": {"type": "array", "items": {"type": "string"}, "x-origin": true}}}
      """;

  private final ScriptedFactory hub = new ScriptedFactory("hub");
  private final ScriptedFactory oidc = new ScriptedFactory("oidc");
  private ConnectorHost host;

  @BeforeEach
  void open() {
    hub.metadata = builder -> builder.origins(URI.create("https://hub.example"));
    hub.schema = SCHEMA;
    oidc.metadata = builder -> builder.standard(true);
    oidc.schema = SCHEMA;
    host =
        ConnectorHost.builder()
            .connector(hub)
            .connector(oidc)
            .publicBaseUrl(URI.create("https://app.example"))
            .open();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @ParameterizedTest
  @CsvSource({
    "https://hub.example,hub",
    "https://HUB.example:443/,hub",
    "https://staging.hub.example,i",
    "https://hub.example.evil.example,i",
    "https://hub.example:8443,i",
    "http://localhost:8090,i"
  })
  void aConfigThatLeadsToAnotherProviderChangesTheTarget(String baseUrl, String target) {
    assertThat(host.addInstance("i", "hub", Map.of("baseUrl", baseUrl)).target()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "hub, https://hub.example, hub, ",
    "hub, https://elsewhere.example, i, /baseUrl",
    "oidc, https://hub.example, i, /baseUrl"
  })
  void itIsKnownBeforeThereIsAnInstance(
      String connector, String baseUrl, String target, String pointer) {
    InstanceTarget foretold =
        host.connectors().stream()
            .filter(one -> one.metadata().id().equals(connector))
            .findFirst()
            .orElseThrow()
            .target("i", Map.of("baseUrl", baseUrl));

    ConnectorInstance made = host.addInstance("i", connector, Map.of("baseUrl", baseUrl));

    assertThat(foretold.target()).isEqualTo(target).isEqualTo(made.target());
    assertThat(foretold.own()).isEqualTo(made.ownTarget());
    assertThat(foretold.pointer()).isEqualTo(Optional.ofNullable(pointer));
  }

  @Test
  void withoutSuchAConfigItIsTheConnectorsOwn() {
    assertThat(host.addInstance("a", "hub", Map.of()).target()).isEqualTo("hub");
    assertThat(host.addInstance("b", "hub", Map.of()).target()).isEqualTo("hub");
  }

  @Test
  void oneForeignOriginOfTheConfigIsEnough() {
    assertThat(
            host.addInstance(
                    "i",
                    "hub",
                    Map.of(
                        "baseUrl",
                        "https://hub.example",
                        "more",
                        java.util.List.of("https://hub.example", "https://b.example")))
                .target())
        .isEqualTo("i");
  }

  @Test
  void theSameIdentifierAtTwoProvidersIsTwoPeople() {
    host.addInstance("production", "hub", Map.of());
    host.addInstance("staging", "hub", Map.of("baseUrl", "https://staging.hub.example"));
    host.addInstance("corporate", "oidc", Map.of("baseUrl", "https://id.example"));

    assertThat(signIn("production")).isEqualTo("hub:u1");
    assertThat(signIn("staging")).isEqualTo("staging:u1");
    assertThat(signIn("corporate")).isEqualTo("corporate:u1");
  }

  @Test
  void anInstanceOfAStandardConnectorIsNotNamedLikeAnotherProvider() {
    host.addInstance("production", "hub", Map.of());
    refused(() -> host.addInstance("hub", "oidc", Map.of()));

    host.removeInstance("production");
    host.addInstance("hub", "oidc", Map.of());
    refused(() -> host.addInstance("production", "hub", Map.of()));
  }

  @Test
  void aChangeOfTheConfigTakesNobodyForSomebodyElse() {
    host.addInstance("hub", "hub", Map.of("baseUrl", "https://staging.hub.example"));

    refused(() -> host.updateInstance("hub", Map.of()));

    assertThat(signIn("hub")).isEqualTo("hub:u1");
  }

  @Test
  void anUpgradeKeepsTheTarget(@TempDir Path folder, @TempDir Path elsewhere) {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    Path claiming =
        PluginJarBuilder.good("sample")
            .version("1.1.0")
            .code(
                "metadata",
                """
                if (true) return ConnectorMetadata.builder("sample").target("hub")
                    .name(LocalizedText.english("Sample"))
                    .description(LocalizedText.english("A sample."))
                    .logo(new Logo("image/svg+xml", "<svg/>".getBytes())).readme("# Sample")
                    .build();
                """)
            .writeTo(elsewhere, "sample-1.1.0.jar");
    try (var plugins = new PluginHost(folder)) {
      plugins.add("one", "sample");

      assertThatThrownBy(() -> plugins.plugins().upgrade(claiming))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.PLUGIN_UNUSABLE))
          .hasMessageContaining("from 'sample' to 'hub'");
      assertThat(plugins.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  private String signIn(String instance) {
    var browser = new CookieJar();
    String state = browser.begin(host, instance);
    CompletedSignIn done =
        host.complete(
            instance,
            Map.of("state", java.util.List.of(state), "code", java.util.List.of("u1")),
            browser.token());
    return done.target() + ":" + done.profile().id();
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG))
        .hasMessageContaining("target");
  }
}
