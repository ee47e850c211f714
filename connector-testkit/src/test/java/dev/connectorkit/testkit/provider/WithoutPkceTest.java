package dev.connectorkit.testkit.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShapeFile;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wire shape that says a provider takes no PKCE gets a provider that takes none. */
class WithoutPkceTest {

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  @Test
  void whoSendsItIsRefused() throws Exception {
    var provider = provider(true);

    FakeResponse answer =
        redeem(
            provider,
            Map.of("code_challenge", CHALLENGE, "code_challenge_method", "S256"),
            "&code_verifier=" + VERIFIER);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(new String(answer.body(), UTF_8)).contains("invalid_client");
    assertThat(provider.complaints()).anyMatch(complaint -> complaint.contains("PKCE"));
    assertThat(provider.discoveryDocument()).doesNotContainKey("code_challenge_methods_supported");
  }

  @Test
  void whoDoesNotIsServed() throws Exception {
    assertThat(redeem(provider(true), Map.of(), "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"false,200", "true,401"})
  void onlyTheShapeDecides(boolean without, int status) throws Exception {
    Map<String, String> asked = Map.of("code_challenge", VERIFIER);

    assertThat(redeem(provider(without), asked, "&code_verifier=" + VERIFIER).status())
        .isEqualTo(status);
  }

  private static FakeResponse redeem(
      ScriptedProvider provider, Map<String, String> asked, String more) {
    String code = provider.consent(asked, new Script());
    String form = "grant_type=authorization_code&client_id=client&code=" + code + more;
    return provider.handle(
        new FakeRequest(
            "POST",
            URI.create("https://id.example"),
            URI.create("/token"),
            Map.of("content-type", List.of("application/x-www-form-urlencoded")),
            form.getBytes(UTF_8)));
  }

  private static ScriptedProvider provider(boolean withoutPkce) throws Exception {
    WireShape shape =
        WireShapeFile.parse(
            """
            {
              "config": {"clientId": "client"},
              "client": {"id": "/clientId", "authentication": "none"},
              "provider": {
                "withoutPkce": %s,
                "authorization": "https://id.example/authorize",
                "token": "https://id.example/token",
                "userInfo": "https://id.example/userinfo"
              },
              "userInfo": {"sub": "1"},
              "profile": {"id": "1"}
            }
            """
                .formatted(withoutPkce));
    return new ScriptedProvider(shape, shape.config());
  }
}
