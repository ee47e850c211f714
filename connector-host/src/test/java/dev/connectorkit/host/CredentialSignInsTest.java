package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sign-in without a redirect is bound as the others are, and apart from them. */
class CredentialSignInsTest {

  private final ScriptedFactory factory = new ScriptedFactory("tap");
  private ConnectorHost host;

  @BeforeEach
  void open() {
    host =
        ConnectorHost.builder()
            .connector(factory)
            .publicBaseUrl(URI.create("https://app.example"))
            .open();
    host.addInstance("tap", "tap", Map.of());
    host.addInstance("other", "tap", Map.of());
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void signsAPersonInOnceInItsBrowserAtItsInstance() {
    StartedCredential started = host.beginCredential("tap", Optional.empty());
    StartedCredential elsewhere = host.beginCredential("tap", Optional.empty());
    Map<String, List<String>> posted = posted(started);

    fails(ConnectorError.STATE_MISMATCH, "tap", posted, Optional.of(elsewhere.browserToken()));
    fails(ConnectorError.STATE_MISMATCH, "tap", posted, Optional.empty());
    fails(ConnectorError.STATE_MISMATCH, "other", posted, Optional.of(started.browserToken()));

    assertThat(
            host.completeCredential("tap", posted, Optional.of(started.browserToken()))
                .profile()
                .id())
        .isEqualTo("ada");
    fails(ConnectorError.SIGN_IN_NOT_FOUND, "tap", posted, Optional.of(started.browserToken()));
  }

  @Test
  void completesNoneThatWasBegunWithARedirect() {
    StartedSignIn started = host.begin("tap");

    fails(
        ConnectorError.SIGN_IN_NOT_FOUND,
        "tap",
        Map.of("nonce", List.of(CookieJar.parameter(started.authorizationUri(), "state"))),
        Optional.of(started.browserToken()));
  }

  @Test
  void isCompletedByNoCallback() {
    StartedCredential started = host.beginCredential("tap", Optional.empty());
    Map<String, List<String>> callback =
        Map.of("state", List.of(started.settings().get("nonce")), "code", List.of("ada"));

    PluginHost.assertFails(
        () -> host.complete("tap", callback, Optional.of(started.browserToken())),
        ConnectorError.SIGN_IN_NOT_FOUND,
        "begun without a redirect");
    assertThat(factory.reached).isEmpty();
  }

  @Test
  void isUsedUpByNoCredentialThatTheConnectorRefuses() {
    StartedCredential started = host.beginCredential("tap", Optional.empty());
    var accept = factory.accept;
    factory.accept =
        response -> {
          throw ConnectorException.of(ConnectorError.ID_TOKEN_INVALID).build();
        };
    fails(
        ConnectorError.ID_TOKEN_INVALID,
        "tap",
        posted(started),
        Optional.of(started.browserToken()));
    factory.accept = accept;

    assertThat(
            host.completeCredential("tap", posted(started), Optional.of(started.browserToken()))
                .target())
        .isEqualTo("tap");
  }

  private static Map<String, List<String>> posted(StartedCredential started) {
    return Map.of("nonce", List.of(started.settings().get("nonce")));
  }

  private void fails(
      ConnectorError error,
      String instance,
      Map<String, List<String>> posted,
      Optional<Secret> browserToken) {
    PluginHost.assertFails(
        () -> host.completeCredential(instance, posted, browserToken), error, "");
  }
}
