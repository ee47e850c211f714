package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that names the person's tenant in the issuer. */
class TenantIssuerTest {

  private static final String TEMPLATE = "https://op.example/{tenant}/v2";

  private final Provider provider = new Provider();
  private final OAuthConnector connector =
      provider
          .describe()
          .endpoints(
              Provider.endpoints()
                  .withIdTokens(
                      IssuerRule.perTenant(TEMPLATE, "tid", tenant -> tenant.matches("[a-z]+")),
                      URI.create(Provider.ISSUER + "/jwks")))
          .build();
  private final SignInSession session = Provider.begin(connector);
  private final Map<String, Object> claims = provider.claims(session);

  @Test
  void aTokenOfAnyTenantIsAcceptedWhenBothClaimsAgree() {
    assertThat(signIn("https://op.example/blue/v2", "blue")).isEqualTo("u1");
    assertThat(signIn("https://op.example/green/v2", "green")).isEqualTo("u1");
  }

  @ParameterizedTest
  @CsvSource({
    "https://op.example/blue/v2,green",
    "https://op.example/blue/v2,",
    "https://op.example/{tenant}/v2,{tenant}",
    "https://op.example/b1/v2,b1",
    "https://op.example/a/b/v2,a/b",
    "https://op.example//v2,",
    "https://op.example/v2,blue",
    "https://evil.example/blue/v2,blue",
    "https://op.example/blue/v2/,blue",
    "https://op.example/blue/v3,blue"
  })
  void anyOtherIsRefused(String issuer, String tenant) {
    Failing.with(
        ConnectorError.ID_TOKEN_INVALID, () -> signIn(issuer, tenant == null ? "" : tenant));
  }

  @Test
  void theIssuerOfACallbackFollowsTheSameRule() {
    IssuerRule rule = IssuerRule.perTenant(TEMPLATE, "tid", "blue"::equals);

    assertThat(rule.accepts("https://op.example/blue/v2")).isTrue();
    assertThat(rule.accepts("https://op.example/green/v2")).isFalse();
    assertThat(rule.accepts(TEMPLATE)).isFalse();
  }

  @Test
  void aKeyOfOneTenantSignsForThatTenantOnly() {
    publishKeyOf("https://op.example/blue/v2");

    assertThat(signIn("https://op.example/blue/v2", "blue")).isEqualTo("u1");
    Failing.with(
        ConnectorError.ID_TOKEN_INVALID, () -> signIn("https://op.example/green/v2", "green"));
  }

  @Test
  void aKeyOfAllTenantsSignsForEach() {
    publishKeyOf(TEMPLATE);

    assertThat(signIn("https://op.example/green/v2", "green")).isEqualTo("u1");
  }

  @Test
  void aKeysIssuerIsNothingToAProviderWithOneIssuer() {
    publishKeyOf("https://elsewhere.example");
    OAuthConnector plain = provider.describe().build();
    SignInSession begun = Provider.begin(plain);

    assertThat(provider.signIn(plain, begun, provider.sign(provider.claims(begun))).profile().id())
        .isEqualTo("u1");
  }

  @Test
  void oneOfSeveralNamesIsAsGoodAsAnother() {
    IssuerRule rule = IssuerRule.anyOf("https://op.example", "op.example");

    assertThat(rule.acceptsToken(new Claims(Map.of("iss", "op.example")))).isTrue();
    assertThat(rule.acceptsToken(new Claims(Map.of("iss", "example")))).isFalse();
    assertThat(rule.acceptsToken(Claims.NONE)).isFalse();
  }

  @Test
  void aTemplateNeedsAPlaceholder() {
    assertThatThrownBy(() -> IssuerRule.perTenant("https://op.example/v2", "tid", tenant -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDiscoveryDocumentMayStateATemplate() {
    String path = "/common/v2/.well-known/openid-configuration";
    provider.http.on(
        path,
        200,
        """
        {"issuer":"https://op.example/{tenant}/v2","authorization_endpoint":"https://op.example/a",
         "token_endpoint":"https://op.example/token","jwks_uri":"https://op.example/jwks",
         "userinfo_endpoint":"https://graph.example/userinfo"}
        """);
    DiscoveredIssuer tenants =
        stated ->
            stated.equals(TEMPLATE)
                ? Optional.of(IssuerRule.perTenant(TEMPLATE, "tid", tenant -> true))
                : Optional.empty();
    OAuthConnector discovered =
        provider
            .describe()
            .issuer(URI.create("https://op.example/common/v2"), tenants)
            .withoutUserInfo()
            .build();
    SignInSession begun = Provider.begin(discovered);
    Map<String, Object> mine = provider.claims(begun);
    mine.put("iss", "https://op.example/blue/v2");
    mine.put("tid", "blue");

    assertThat(provider.signIn(discovered, begun, provider.sign(mine)).profile().id())
        .isEqualTo("u1");
    assertThat(provider.http.at("/userinfo")).isEmpty();
  }

  private String signIn(String issuer, String tenant) {
    claims.put("iss", issuer);
    claims.put("tid", tenant);
    return provider.signIn(connector, session, provider.sign(claims)).profile().id();
  }

  private void publishKeyOf(String issuer) {
    provider.http.on(
        "/jwks",
        200,
        "{\"keys\":["
            + provider.key.toPublicJWK().toJSONString().replaceFirst("}$", "")
            + ",\"issuer\":\""
            + issuer
            + "\"}]}");
  }
}
