package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignInSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a session lost is not taken for something that was never asked for. */
class IncompleteSessionTest {

  private final Provider provider = new Provider();

  @Test
  void withoutTheNonceNoIdTokenGoesUnchecked() {
    OAuthConnector connector = provider.describe().scope("openid profile").build();
    Map<String, String> kept = new HashMap<>(Provider.begin(connector).values());
    kept.remove("nonce");

    Failing.with(
        ConnectorError.SIGN_IN_NOT_FOUND,
        () ->
            connector.complete(
                new AuthorizationResponse(
                    Map.of("code", List.of("canary-code"), "state", List.of("s"))),
                new SignInSession(kept)));

    assertThat(provider.http.requests).isEmpty();
  }
}
