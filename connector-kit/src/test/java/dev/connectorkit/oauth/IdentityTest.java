package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.BadInputs;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a person is depends on the provider's identifier, and on nothing a person can choose. */
class IdentityTest {

  private static final String VICTIM = "victim@people.example";

  private final Provider provider = new Provider();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"email\":\"victim@people.example\",\"email_verified\":true",
        "\"email\":\"victim@people.example\",\"hd\":\"people.example\",\"email_verified\":true",
        "\"preferred_username\":\"victim\"",
        "\"preferred_username\":\"u1\",\"name\":\"u1\",\"nickname\":\"u1\",\"id\":\"u1\"",
        "\"name\":\"Victim\",\"upn\":\"victim@people.example\"",
        "\"phone_number\":\"+1\",\"phone_number_verified\":true",
        "\"user_id\":\"u1\",\"uid\":\"u1\",\"Sub\":\"u1\",\"SUB\":\"u1\""
      })
  void nothingOfAVictimsMakesAnotherPersonTheVictim(String borrowed) {
    assertThat(profile("{\"sub\":\"attacker\"," + borrowed + "}").id()).isEqualTo("attacker");
  }

  @Test
  void aValidTokenWithAVictimsAddressIsStillSomebodyElse() {
    OAuthConnector connector = withoutUserInfo().build();
    SignInSession session = Provider.begin(connector);
    Map<String, Object> claims = provider.claims(session);
    claims.put("sub", "attacker");
    claims.put("email", VICTIM);
    claims.put("email_verified", true);

    UserProfile profile = provider.signIn(connector, session, provider.sign(claims)).profile();

    assertThat(profile.id()).isEqualTo("attacker");
    assertThat(profile.email()).contains(VICTIM);
  }

  @Test
  void anotherTenantOfTheSameProviderIsAnotherPerson() {
    IssuerRule anyTenant =
        new IssuerRule() {
          @Override
          public boolean accepts(String issuer) {
            return issuer.startsWith("https://login.example/");
          }

          @Override
          public boolean acceptsToken(Claims idToken) {
            String tenant = idToken.text("tid").orElse("");
            return idToken.text("iss").orElse("").equals("https://login.example/" + tenant);
          }
        };
    OAuthConnector connector =
        provider
            .describe()
            .endpoints(
                Endpoints.of(
                        URI.create(Provider.ISSUER + "/authorize"),
                        URI.create(Provider.ISSUER + "/token"))
                    .withIdTokens(anyTenant, URI.create(Provider.ISSUER + "/jwks")))
            .profile(
                source ->
                    UserProfile.builder(
                            source.idToken().identifier("tid")
                                + ":"
                                + source.idToken().identifier("oid"))
                        .email(
                            source.idToken().email("email"),
                            source.idToken().asserted("email_verified"))
                        .build())
            .build();

    UserProfile ours = ofTenant(connector, "ours", "ours");
    UserProfile theirs = ofTenant(connector, "theirs", "theirs");

    assertThat(theirs.id()).isNotEqualTo(ours.id());
    assertThat(theirs.email()).isEqualTo(ours.email());
    assertThat(theirs.emailVerified()).isFalse();
    Failing.with(ConnectorError.ID_TOKEN_INVALID, () -> ofTenant(connector, "ours", "theirs"));
  }

  private UserProfile ofTenant(OAuthConnector connector, String tenant, String issuer) {
    SignInSession session = Provider.begin(connector);
    Map<String, Object> claims = provider.claims(session);
    claims.put("iss", "https://login.example/" + issuer);
    claims.put("tid", tenant);
    claims.put("oid", "o1");
    claims.put("email", VICTIM);
    return provider.signIn(connector, session, provider.sign(claims)).profile();
  }

  @Test
  void whatTheBrowserPostsOfAPersonIsNoProof() {
    OAuthConnector connector =
        withoutUserInfo()
            .responseMode(ResponseMode.FORM_POST)
            .profile(
                source ->
                    // As Apple tells it: the name in the first callback and nowhere else.
                    UserProfile.builder(source.idToken().identifier("sub"))
                        .name(source.response().single("user"))
                        .email(
                            source.idToken().email("email"),
                            source.idToken().asserted("email_verified"))
                        .build())
            .build();
    SignInSession session = Provider.begin(connector);
    Map<String, Object> claims = provider.claims(session);
    claims.put("email", "own@people.example");
    provider.signIn(connector, session, provider.sign(claims));

    UserProfile profile =
        connector
            .complete(
                new AuthorizationResponse(
                    Map.of(
                        "code", List.of("canary-code"),
                        "state", List.of("s"),
                        "user", List.of("{\"email\":\"" + VICTIM + "\",\"sub\":\"victim\"}"),
                        "sub", List.of("victim"),
                        "email", List.of(VICTIM))),
                session)
            .profile();

    assertThat(profile.id()).isEqualTo("u1");
    assertThat(profile.email()).contains("own@people.example");
    assertThat(profile.emailVerified()).isFalse();
    assertThat(profile.name()).hasValueSatisfying(name -> assertThat(name).contains(VICTIM));
  }

  @Test
  void userinfoAboutSomebodyElseThanTheIdTokenEndsTheSignIn() {
    OAuthConnector connector = provider.describe().build();
    SignInSession session = Provider.begin(connector);
    String idToken = provider.sign(provider.claims(session));
    for (String sub : List.of("\"u2\"", "\"U1\"", "\"u1 \"", "\"u1\\u0000\"", "\"\\uff551\"")) {
      provider.http.on("/userinfo", 200, "{\"sub\":" + sub + "}");
      Failing.with(
          ConnectorError.TOKEN_INVALID, () -> provider.signIn(connector, session, idToken));
    }
    for (String none : List.of("{}", "{\"sub\":null}", "{\"sub\":\"\"}", "{\"sub\":[\"u1\"]}")) {
      provider.http.on("/userinfo", 200, none);
      Failing.with(
          ConnectorError.INVALID_RESPONSE, () -> provider.signIn(connector, session, idToken));
    }
  }

  static Stream<Arguments> assertingNothing() {
    return BadInputs.of("email-verified.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("assertingNothing")
  void anAddressIsNotVerifiedBy(String why, String json) {
    String claims = "\"email\":\"a@people.example\",\"email_verified\":" + json;
    UserProfile userInfo = profile("{\"sub\":\"u1\"," + claims + "}");
    assertThat(userInfo.email()).contains("a@people.example");
    assertThat(userInfo.emailVerified()).isFalse();

    UserProfile phone =
        profile("{\"sub\":\"u1\",\"phone_number\":\"+1\",\"phone_number_verified\":" + json + "}");
    assertThat(phone.phone()).contains("+1");
    assertThat(phone.phoneVerified()).isFalse();
  }

  @Test
  void aProviderThatSaysNothingOfVerificationStillSignsPeopleIn() {
    UserProfile profile = profile("{\"sub\":\"u1\",\"email\":\"a@people.example\"}");

    assertThat(profile.email()).contains("a@people.example");
    assertThat(profile.emailVerified()).isFalse();
    assertThat(profile.raw()).doesNotContainKey("email_verified");
  }

  static Stream<Arguments> badAddresses() {
    return BadInputs.of("email-addresses.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAddresses")
  void anAddressIsDroppedThatHas(String why, String address) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "u1");
    claims.put("email", address);
    claims.put("email_verified", true);

    UserProfile profile = profile(Provider.json(claims));

    assertThat(profile.id()).isEqualTo("u1");
    assertThat(profile.email()).isEmpty();
    assertThat(profile.emailVerified()).isFalse();
  }

  private UserProfile profile(String userInfo) {
    OAuthConnector connector = provider.describe().scope("profile").build();
    provider.http.on("/userinfo", 200, userInfo);
    return connector.complete(Provider.callback(), Provider.begin(connector)).profile();
  }

  private OAuthConnectorBuilder withoutUserInfo() {
    return provider
        .describe()
        .endpoints(
            Endpoints.of(
                    URI.create(Provider.ISSUER + "/authorize"),
                    URI.create(Provider.ISSUER + "/token"))
                .withIdTokens(
                    IssuerRule.exactly(Provider.ISSUER), URI.create(Provider.ISSUER + "/jwks")));
  }
}
