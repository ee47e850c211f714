package dev.connectorkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built jar at GitHub's addresses, through the real host, real TLS and a proxy. */
class GitHubSignInIT {

  private static final String TOKEN = "/login/oauth/access_token";

  private final FakeGitHub github = new FakeGitHub();
  private PluginWorld world;

  @BeforeEach
  void open(@TempDir Path plugins) {
    world = PluginWorld.open(plugins, PluginWorld.shipped(), Map.of(), github);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void signsAPersonIn() {
    CompletedSignIn done = world.signIn();

    assertThat(done.target()).isEqualTo("github");
    assertThat(done.profile().id()).isEqualTo("203948571");
    assertThat(done.profile().email()).contains("ada@example.org");
    assertThat(done.profile().emailVerified()).isTrue();
    assertThat(done.tokens().scopes()).containsExactly("read:user", "user:email");
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects()).containsOnly("github.com:443", "api.github.com:443");
  }

  @Test
  void provesPossessionOfTheVerifierAndSendsTheSecretInTheBody() {
    world.signIn();

    FakeRequest request = world.at(TOKEN).get(0).request();
    assertThat(request.header("authorization")).isEmpty();
    assertThat(request.form()).containsKeys("client_secret", "code_verifier");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void withoutLeaveToReadAddressesThereIsNone(int status) {
    github.emails =
        Optional.of(FakeResponse.json(status, Map.of("message", "Resource not accessible")));

    CompletedSignIn done = world.signIn();

    assertThat(done.profile().username()).contains("ada-lovelace");
    assertThat(done.profile().email()).isEmpty();
    assertThat(done.profile().emailVerified()).isFalse();
  }

  @Test
  void aRateLimitIsNotTakenForAPersonWithoutAddress() {
    github.emails =
        Optional.of(
            FakeResponse.json(403, Map.of("message", "You have exceeded a secondary rate limit"))
                .header("Retry-After", "60"));

    assertThat(Failure.with(ConnectorError.RATE_LIMITED, world::signIn).retryAfter())
        .contains(Duration.ofSeconds(60));
  }

  @Test
  void anOutageOfTheAddressesIsNotTakenForAPersonWithoutAddress() {
    github.emails = Optional.of(FakeResponse.html(502, "<h1>Bad gateway</h1>"));

    Failure.with(ConnectorError.UNAVAILABLE, world::signIn);
  }

  @Test
  void aRefusedCodeIsTypedThoughItComesWithStatus200() {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);

    ConnectorException refused =
        Failure.with(
            ConnectorError.CODE_INVALID, () -> world.complete(started, Map.of("code", "unknown")));
    assertThat(refused.providerError()).contains("bad_verification_code");
    assertThat(world.at(TOKEN)).hasSize(1);
    assertThat(world.at("/user")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied,ACCESS_DENIED",
    "application_suspended,INVALID_CONFIG",
    "redirect_uri_mismatch,AUTHORIZATION_FAILED"
  })
  void anErrorInTheCallbackIsTyped(String error, ConnectorError expected) {
    StartedSignIn started = world.host().begin(PluginWorld.INSTANCE);

    Failure.with(expected, () -> world.complete(started, Map.of("error", error)));
    assertThat(world.at(TOKEN)).isEmpty();
  }

  @Test
  void aWrongSecretIsAMatterOfTheConfig() {
    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.USABLE);

    world.configure(Map.of("clientSecret", "0000000000000000000000000000000000000000"));

    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.UNUSABLE);
  }

  @Test
  void signingUpCanBeLeftOut() {
    assertThat(world.query()).doesNotContainKey("allow_signup");

    world.configure(Map.of("allowSignup", false));

    assertThat(world.query()).containsEntry("allow_signup", "false");
  }

  @Test
  void peopleOfAnEnterpriseServerAreOtherPeople(@TempDir Path plugins) {
    WireShape enterprise = moved("https://ghe.corp.example", "https://ghe.corp.example/api/v3");
    try (var server =
        PluginWorld.open(
            plugins, enterprise, Map.of("baseUrl", "https://ghe.corp.example/"), github)) {
      CompletedSignIn done = server.signIn();

      assertThat(done.profile().email()).contains("ada@example.org");
      assertThat(done.target()).isEqualTo(PluginWorld.INSTANCE);
      assertThat(server.journal().connects()).containsOnly("ghe.corp.example:443");
    }
  }

  @Test
  void aSubdomainOfGheComHasItsApiElsewhere(@TempDir Path first, @TempDir Path second) {
    WireShape residency = moved("https://octocorp.ghe.com", "https://api.octocorp.ghe.com");
    Map<String, String> base = Map.of("baseUrl", "https://octocorp.ghe.com");

    assertThatThrownBy(() -> PluginWorld.open(first, residency, base, github))
        .hasMessageContaining("'apiUrl' is required");

    var both = new HashMap<>(base);
    both.put("apiUrl", "https://api.octocorp.ghe.com");
    try (var server = PluginWorld.open(second, residency, both, github)) {
      assertThat(server.signIn().profile().id()).isEqualTo("203948571");
    }
  }

  private static WireShape moved(String web, String api) {
    return PluginWorld.shipped(
        text -> text.replace("https://api.github.com", api).replace("https://github.com", web));
  }
}
