package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents beside userinfo. */
class ResourceTest {

  private static final URI EMAILS = URI.create(Provider.ISSUER + "/emails");

  private final Provider provider = new Provider();
  private final OAuthConnector needing =
      describe().resource("emails", EMAILS).profile(ResourceTest::withEmails).build();
  private final OAuthConnector tolerant =
      describe().optionalResource("emails", EMAILS).profile(ResourceTest::withEmails).build();

  private OAuthConnectorBuilder describe() {
    return provider.describe().scope("profile");
  }

  private static UserProfile withEmails(ProfileSource source) {
    List<String> emails =
        source.resource("emails").stream().flatMap(e -> e.email("email").stream()).toList();
    return UserProfile.builder(source.userInfo().identifier("sub"))
        .name(Optional.of(String.join(",", emails)))
        .build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\":\"a@x.example\"} | a@x.example",
        "[{\"email\":\"a@x.example\"},7,null,{\"email\":\"b@x.example\"}]"
            + "| a@x.example,b@x.example"
      })
  void anObjectOrAnArrayIsOfferedToTheProfile(String body, String emails) {
    provider.http.on("/emails", 200, body);

    assertThat(signIn(needing).profile().name()).contains(emails);
    assertThat(provider.http.at("/emails").get(0).headers())
        .containsEntry("Authorization", "Bearer canary-access");
    assertThat(provider.http.at("/emails").get(0).uri().getQuery()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void anOptionalOneMayBeRefused(int status) {
    provider.http.on("/emails", status, "{\"message\":\"canary\"}");

    assertThat(signIn(tolerant).profile().name()).contains("");
    assertThat(provider.http.at("/emails")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"403,AUTHORIZATION_FAILED", "404,INVALID_RESPONSE"})
  void oneThatIsNeededMayNot(int status, ConnectorError error) {
    provider.http.on("/emails", status, "");

    Failing.with(error, () -> signIn(needing));
  }

  @ParameterizedTest
  @CsvSource({"401,TOKEN_INVALID", "302,INVALID_RESPONSE", "500,UNAVAILABLE", "429,RATE_LIMITED"})
  void whatIsNoRefusalEndsTheSignInInAnyCase(int status, ConnectorError error) {
    provider.http.on("/emails", status, "");

    Failing.with(error, () -> signIn(tolerant));
    assertThat(provider.http.at("/emails")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "null", "<html>", "[1]x"})
  void whatIsNoJsonIsRefused(String body) {
    provider.http.on("/emails", 200, body);

    Failing.with(ConnectorError.INVALID_RESPONSE, () -> signIn(tolerant));
  }

  @ParameterizedTest
  @CsvSource({
    "/emails,Retry-After,7,7",
    "/emails,X-RateLimit-Remaining,0,30",
    "/userinfo,X-RateLimit-Remaining,0,30"
  })
  void a403MayBeARateLimit(String path, String header, String value, long seconds) {
    provider.http.on("/emails", 200, "[]");
    provider.http.on(path, () -> limited(header, value));

    assertThat(Failing.with(ConnectorError.RATE_LIMITED, () -> signIn(tolerant)).retryAfter())
        .contains(Duration.ofSeconds(seconds));
  }

  @Test
  void a403WithRequestsLeftIsARefusal() {
    provider.http.on("/emails", () -> limited("X-RateLimit-Remaining", "4999"));

    assertThat(signIn(tolerant).profile().id()).isEqualTo("u1");
  }

  @Test
  void anUnknownNameIsAMistakeOfTheAuthor() {
    var source =
        new ProfileSource(
            Claims.NONE, Claims.NONE, new AuthorizationResponse(Map.of()), signedIn().tokens());

    assertThatThrownBy(() -> source.resource("emials")).hasMessageContaining("'emials'");
  }

  private SignIn signedIn() {
    return signIn(describe().build());
  }

  private static SignIn signIn(OAuthConnector connector) {
    return connector.complete(Provider.callback(), Provider.begin(connector));
  }

  /** A 403 at midnight; the window ends half a minute later. */
  private static ProviderResponse limited(String header, String value) {
    return new ProviderResponse(
        403,
        Map.of(
            header,
            List.of(value),
            "Date",
            List.of("Thu, 01 Jan 2026 00:00:00 GMT"),
            "X-RateLimit-Reset",
            List.of("1767225630")),
        new byte[0]);
  }
}
