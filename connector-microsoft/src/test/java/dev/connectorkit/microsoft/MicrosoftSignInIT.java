package dev.connectorkit.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.SignInOptions;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.plugin.Failure;
import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.provider.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built jar at login.microsoftonline.com, through the real host, real TLS and a proxy. */
class MicrosoftSignInIT {

  private static final String TENANT = FakeEntra.TENANT;

  @TempDir private Path folder;
  private FakeEntra entra;
  private PluginWorld world;

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void signsAPersonOfOneTenantIn() throws Exception {
    open(TENANT, TENANT, Map.of());

    CompletedSignIn done = world.signIn();

    assertThat(done.target()).isEqualTo("microsoft");
    assertThat(done.profile().id()).endsWith("." + TENANT);
    assertThat(done.profile().email()).isPresent();
    assertThat(done.profile().emailVerified()).isFalse();
    // "3599" is a text there.
    assertThat(done.tokens().expiresAt().orElseThrow())
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(50)), Instant.now().plus(Duration.ofMinutes(60)));
    assertThat(world.provider().complaints()).isEmpty();
    assertThat(world.journal().connects()).containsOnly("login.microsoftonline.com:443");
  }

  // Tenants

  @Test
  void aTenantCanBeNamedByItsDomain() throws Exception {
    open("contoso.onmicrosoft.com", TENANT, Map.of());

    assertThat(world.signIn().profile().id()).endsWith("." + TENANT);
    refusesATokenOf(FakeEntra.OTHER_TENANT, ConnectorError.ID_TOKEN_INVALID);
  }

  @Test
  void anotherTenantsMetadataIsRefused() {
    Failure.with(
        ConnectorError.INVALID_CONFIG, () -> open(TENANT, FakeEntra.OTHER_TENANT, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {FakeEntra.TENANT, FakeEntra.OTHER_TENANT})
  void commonTakesPeopleOfEveryTenant(String tenant) throws Exception {
    open("common", tenant, Map.of());

    assertThat(world.signIn().profile().id()).endsWith("." + tenant);
  }

  @Test
  void commonTakesPersonalAccountsToo() throws Exception {
    open("common", Tenants.PERSONAL, Map.of());
    assertThat(world.signIn().profile().id()).endsWith("." + Tenants.PERSONAL);

    // Keys that serve personal accounts sign for nobody else.
    entra.keyIssuer = "https://login.microsoftonline.com/" + Tenants.PERSONAL + "/v2.0";
    world.configure(config("common"));
    assertThat(world.signIn().profile().id()).endsWith("." + Tenants.PERSONAL);
    refusesATokenOf(TENANT, ConnectorError.ID_TOKEN_INVALID);
  }

  @Test
  void organizationsRefusesPersonalAccounts() throws Exception {
    open("organizations", TENANT, Map.of());

    assertThat(world.signIn().profile().id()).endsWith("." + TENANT);
    refusesATokenOf(Tenants.PERSONAL, ConnectorError.ACCOUNT_NOT_ALLOWED);
  }

  @Test
  void consumersTakesPersonalAccountsOnly() throws Exception {
    open("consumers", Tenants.PERSONAL, Map.of());

    assertThat(world.signIn().profile().id()).endsWith("." + Tenants.PERSONAL);
    refusesATokenOf(TENANT, ConnectorError.ID_TOKEN_INVALID);
  }

  @Test
  void onlyAllowedTenantsAreAllowed() throws Exception {
    open("common", TENANT, Map.of("allowedTenants", List.of(TENANT.toUpperCase(Locale.ROOT))));

    assertThat(world.signIn().profile().id()).endsWith("." + TENANT);
    refusesATokenOf(FakeEntra.OTHER_TENANT, ConnectorError.ACCOUNT_NOT_ALLOWED);
  }

  @Test
  void theTwoWordsForATenantMustAgree() throws Exception {
    open("common", TENANT, Map.of());

    Failure.with(
        ConnectorError.ID_TOKEN_INVALID,
        () ->
            world.signIn(
                new Script().idToken(draft -> draft.claim("tid", FakeEntra.OTHER_TENANT))));
  }

  @Test
  void anAddressOfSomebodyElseMakesNobodyElse() throws Exception {
    open("common", TENANT, Map.of());
    String victim = world.signIn().profile().id();
    Script forged =
        ofTenant(FakeEntra.OTHER_TENANT)
            .idToken(draft -> draft.claim("oid", "00000000-0000-4000-8000-000000000001"));

    var attacker = world.signIn(forged).profile();

    assertThat(attacker.id()).isNotEqualTo(victim);
    assertThat(attacker.emailVerified()).isFalse();
  }

  // Requests

  @Test
  void openidAndProfileAreAlwaysAskedFor() throws Exception {
    open(TENANT, TENANT, Map.of("prompt", "select_account", "domainHint", "contoso.com"));
    var options =
        SignInOptions.none()
            .withScopes(Set.of("User.Read"))
            .withHints(Map.of(Hint.LOGIN_HINT, "ada@contoso.example"));

    assertThat(PluginWorld.query(world.host().begin(PluginWorld.INSTANCE, options)))
        .containsEntry("scope", "openid profile User.Read")
        .containsEntry("prompt", "select_account")
        .containsEntry("domain_hint", "contoso.com")
        .containsEntry("login_hint", "ada@contoso.example");
  }

  @Test
  void aCertificateTakesThePlaceOfTheSecret() throws Exception {
    var pair = KeyPairWithCertificate.create();
    open(
        TENANT,
        TENANT,
        Map.of("clientAuthentication", "private_key_jwt", "privateKey", pair.pem()));

    // The stand-in has registered a secret; what matters is what it was sent.
    Failure.with(ConnectorError.INVALID_CONFIG, world::signIn);

    var form = world.at("/" + TENANT + "/oauth2/v2.0/token").get(0).request().form();
    SignedJWT assertion = SignedJWT.parse(form.get("client_assertion").get(0));
    assertThat(assertion.getHeader().getAlgorithm()).hasToString("PS256");
    assertThat(assertion.getHeader().getX509CertSHA256Thumbprint()).hasToString(pair.thumbprint());
    assertThat(assertion.getJWTClaimsSet().getAudience())
        .containsExactly("https://login.microsoftonline.com/" + TENANT + "/oauth2/v2.0/token");
  }

  @Test
  void aWrongSecretIsAMatterOfTheConfig() throws Exception {
    open(TENANT, TENANT, Map.of());
    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.USABLE);

    world.configure(Map.of("clientSecret", "expired"));

    assertThat(world.host().check(PluginWorld.INSTANCE).status())
        .isEqualTo(ConnectorHealth.Status.UNUSABLE);
  }

  @Test
  void renewedTokensMustBeOfTheSamePerson() throws Exception {
    open("common", TENANT, Map.of());
    CompletedSignIn done = world.signIn();
    RefreshRequest request =
        RefreshRequest.of(new SignIn(done.profile(), done.tokens())).orElseThrow();

    assertThat(world.host().refresh(PluginWorld.INSTANCE, request).refreshToken()).isPresent();
    world.provider().script(new Script().idToken(draft -> draft.claim("oid", "somebody-else")));
    Failure.with(
        ConnectorError.ID_TOKEN_INVALID,
        () ->
            world
                .host()
                .refresh(
                    PluginWorld.INSTANCE,
                    RefreshRequest.of(new SignIn(done.profile(), world.signIn().tokens()))
                        .orElseThrow()));
  }

  private void open(String audience, String tokenTenant, Map<String, ?> changes) throws Exception {
    entra = new FakeEntra(audience);
    var config = new HashMap<String, Object>(config(audience));
    config.putAll(changes);
    world =
        PluginWorld.open(
            Files.createDirectory(folder.resolve("plugins")),
            FakeEntra.at(audience, tokenTenant),
            config,
            entra);
  }

  private static Map<String, Object> config(String audience) {
    return Map.of("tenant", audience);
  }

  private void refusesATokenOf(String tenant, ConnectorError error) {
    Failure.with(error, () -> world.signIn(ofTenant(tenant)));
  }

  private static Script ofTenant(String tenant) {
    return new Script()
        .idToken(
            draft ->
                draft
                    .claim("tid", tenant)
                    .claim("iss", "https://login.microsoftonline.com/" + tenant + "/v2.0"));
  }
}
