package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A provider may repeat in its error text what it was sent. */
class RepeatedSecretsTest {

  private static final Map<String, String> FORM =
      Map.of(
          "grant_type", "authorization_code",
          "code", "code/canary+1",
          "code_verifier", "verifier-canary",
          "redirect_uri", "https://app.example/callback");

  @Test
  void areTakenOutOfItInClearAndEncoded() {
    SentSecrets sent = SentSecrets.of(FORM, Map.of());

    assertThat(
            sent.removedFrom(
                "bad code=code%2Fcanary%2B1 (code/canary+1) for verifier-canary at"
                    + " https://app.example/callback"))
        .isEqualTo("bad code=(removed) ((removed)) for (removed) at https://app.example/callback");
  }

  @Test
  void areTakenOutWhenTheyWereInAHeader() {
    String basic = Base64.getEncoder().encodeToString("client:secret%2Fcanary".getBytes(UTF_8));
    SentSecrets sent = SentSecrets.of(Map.of(), Map.of("Authorization", "Basic " + basic));

    assertThat(sent.removedFrom("Got Basic " + basic + ", secret%2Fcanary and secret/canary."))
        .isEqualTo("Got Basic (removed), (removed) and (removed).");
  }

  @Test
  void ofACallbackAreTakenOutOfWhatElseStandsInIt() {
    var connector = new Provider().describe().build();
    var session = Provider.begin(connector);
    for (String other : List.of("iss", "error", "error_description")) {
      var callback =
          new HashMap<>(
              Map.of(
                  "state", List.of("state-canary"),
                  "code", List.of("code-canary"),
                  "error", List.of("server_error")));
      callback.put(other, List.of("https://op.example/state-canary/code-canary"));

      ConnectorException refused =
          catchThrowableOfType(
              ConnectorException.class,
              () -> connector.complete(new AuthorizationResponse(callback), session));

      assertThat(
              refused.getMessage() + refused.providerError() + refused.providerErrorDescription())
          .doesNotContain("canary");
    }
  }

  @Test
  void leaveTheRestOfTheTextAlone() {
    assertThat(SentSecrets.none().removedFrom("The code has expired."))
        .isEqualTo("The code has expired.");
    assertThat(SentSecrets.of("token-canary").removedFrom(null)).isNull();
  }
}
