package dev.connectorkit.host.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.trial.ProviderCall.Kind;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallRecorderTest {

  private static final URI TOKEN = URI.create("https://provider.example/token");
  private static final URI ME = URI.create("https://provider.example/me?access_token=CANARY-query");

  private final CallRecorder recorder = new CallRecorder();
  private final ConnectorConfig config =
      new ConnectorConfig(
          Map.of(
              "clientSecret", Secret.of("CANARY-client"),
              "nested", Map.of("key", Secret.of("CANARY-nested"))));

  @Test
  void aTokenRequestShowsOnlyWhatIsHarmless() {
    send(
        ProviderRequest.postForm(
            TOKEN,
            ordered(
                "grant_type", "authorization_code",
                "code", "CANARY-code",
                "redirect_uri", "https://app.example/callback/x",
                "client_secret", "CANARY-client",
                "code_verifier", "CANARY-verifier")),
        200,
        "{}");

    ProviderCall call = only();
    assertThat(call.kind()).isEqualTo(Kind.TOKEN);
    assertThat(call.address()).isEqualTo("https://provider.example/token");
    assertThat(call.parameters())
        .containsExactly(
            Map.entry("grant_type", "authorization_code"),
            Map.entry("code", Mask.MASKED),
            Map.entry("redirect_uri", "https://app.example/callback/x"),
            Map.entry("client_secret", Mask.MASKED),
            Map.entry("code_verifier", Mask.MASKED));
    assertThat(call.succeeded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":\"CANARY-a\",\"refresh_token\":\"CANARY-r\",\"token_type\":\"Bearer\",\"unheard_of\":\"CANARY-u\",\"scope\":\"profile\"}",
        "{\"data\":{\"access_token\":\"CANARY-a\",\"list\":[\"CANARY-l\"],\"token_type\":\"Bearer\"},\"scope\":\"profile\"}",
        "access_token=CANARY-a&token_type=Bearer&scope=profile&x=CANARY-x",
        "{\"token_type\":\"Bearer\",\"error_description\":\"the code CANARY-code of"
            + " CANARY-client\",\"scope\":\"profile\"}",
      })
  void aTokenResponseShowsOnlyWhatIsHarmless(String body) {
    send(tokenRequest(), 200, body);

    assertThat(only().answer()).contains("Bearer", "profile", Mask.MASKED).doesNotContain("CANARY");
  }

  @Test
  void theClaimsOfAnIdTokenAreShownButNotTheToken() {
    String claims = "{\"sub\":\"ada\",\"at_hash\":\"x\",\"session_secret\":\"CANARY-s\"}";
    String token =
        "eyJh."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
            + ".CANARY-signature";
    send(tokenRequest(), 200, "{\"id_token\":\"" + token + "\"}");

    assertThat(only().claims()).contains("\"sub\" : \"ada\"").doesNotContain("CANARY");
    assertThat(only().toString()).doesNotContain("CANARY").doesNotContain(token);
  }

  @Test
  void whatRepeatsATokenIsMaskedInLaterAnswers() {
    send(tokenRequest(), 200, "{\"access_token\":\"CANARY-access\"}");
    ProviderRequest userInfo =
        ProviderRequest.get(ME).header("authorization", "Bearer CANARY-access");
    send(
        userInfo,
        200,
        "{\"sub\":\"ada\",\"link\":\"https://x.example/?t=CANARY-access\",\"CANARY-client\":1,\"api_key\":\"CANARY-k\",\"note\":\"CANARY-query"
            + " CANARY-nested\",\"email\":\"a@b.example\"}");

    ProviderCall call = recorder.calls().get(1);
    assertThat(call.kind()).isEqualTo(Kind.RESOURCE);
    assertThat(call.address()).isEqualTo("https://provider.example/me");
    assertThat(call.answer()).contains("\"sub\" : \"ada\"", "a@b.example").doesNotContain("CANARY");
    assertThat(recorder.calls().toString()).doesNotContain("CANARY");
  }

  @Test
  void aHashOfNameAndPasswordIsASecretToo() {
    String basic = Base64.getEncoder().encodeToString("client:CANARY-client".getBytes(UTF_8));
    send(
        tokenRequest().header("Authorization", "Basic " + basic),
        401,
        "{\"error\":\"" + basic + "\"}");

    assertThat(only().answer()).doesNotContain(basic);
    assertThat(only().succeeded()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html><a href='?x=CANARY-a'>CANARY</a>", "CANARY", "", "[", "\"CANARY\"", "&=&%"})
  void whatIsNoJsonIsNotShown(String body) {
    send(tokenRequest(), 500, body);
    send(ProviderRequest.get(ME), 500, body);

    assertThat(recorder.calls()).hasSize(2).extracting(ProviderCall::answer).containsOnly("");
  }

  @Test
  void aCallWithoutAnAnswerIsRememberedToo() {
    ProviderHttp http =
        recorder.recording(
            request -> {
              throw ConnectorException.of(ConnectorError.TIMEOUT).build();
            },
            config);

    assertThatThrownBy(() -> http.send(ProviderRequest.get(ME)))
        .isInstanceOf(ConnectorException.class);

    assertThat(only().failure()).contains(ConnectorError.TIMEOUT);
    assertThat(only().status()).isEmpty();
    assertThat(only().succeeded()).isFalse();
  }

  @Test
  void anEndlessConnectorIsRememberedWithinABound() {
    for (int i = 0; i < 200; i++) {
      send(ProviderRequest.get(ME), 200, "{\"a\":\"" + "x".repeat(50_000) + "\"}");
    }

    assertThat(recorder.calls()).hasSize(50);
    assertThat(recorder.calls())
        .allSatisfy(call -> assertThat(call.answer().length()).isLessThan(21_000));
  }

  private void send(ProviderRequest request, int status, String body) {
    ProviderResponse response = new ProviderResponse(status, Map.of(), body.getBytes(UTF_8));
    assertThat(recorder.recording(any -> response, config).send(request)).isSameAs(response);
  }

  private static ProviderRequest tokenRequest() {
    return ProviderRequest.postForm(
        TOKEN, ordered("grant_type", "authorization_code", "code", "CANARY-code"));
  }

  private ProviderCall only() {
    List<ProviderCall> calls = recorder.calls();
    assertThat(calls).hasSize(1);
    return calls.get(0);
  }

  private static Map<String, String> ordered(String... pairs) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
