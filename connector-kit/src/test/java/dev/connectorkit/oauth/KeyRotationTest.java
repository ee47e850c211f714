package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignInSession;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A provider that changes its signing keys, and how soon a running host follows. */
class KeyRotationTest {

  private static final Duration REFETCH_INTERVAL = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofMinutes(15);

  private final Provider provider = new Provider();
  private final OAuthConnector connector = provider.describe().build();
  private final RSAKey first = provider.key;
  private final RSAKey second = Provider.newKey("k2");

  @Test
  void aNewKeyIsFollowedAtOnce() {
    publish(first);
    accepted(first);

    publish(first, second);

    accepted(second);
    accepted(first);
    assertThat(provider.http.at("/jwks")).hasSize(2);
  }

  @Test
  void aWithdrawnKeyIsDroppedWithTheSetItWasIn() {
    publish(first, second);
    accepted(first);

    publish(second);
    provider.clock.advance(KEPT);

    refused(first, ConnectorError.ID_TOKEN_INVALID);
    accepted(second);
  }

  @Test
  void aKeyThatIsWithdrawnByMistakeAndComesBackIsFollowedWithinAMinuteAndWithoutRestart() {
    publish(first);
    accepted(first);
    publish(second);
    accepted(second);
    refused(first, ConnectorError.ID_TOKEN_INVALID);

    publish(first, second);
    provider.clock.advance(REFETCH_INTERVAL);

    accepted(first);
    accepted(second);
  }

  @Test
  void aFloodOfUnknownKeysDoesNotKeepTheRightOneOutForLongerThanThat() {
    publish(first);
    accepted(first);
    for (int i = 0; i < 100; i++) {
      refused(
          new RSAKey.Builder(second).keyID("unknown-" + i).build(),
          ConnectorError.ID_TOKEN_INVALID);
    }
    assertThat(provider.http.at("/jwks")).hasSizeLessThanOrEqualTo(3);

    publish(first, second);
    provider.clock.advance(REFETCH_INTERVAL);

    accepted(second);
  }

  @Test
  void knownKeysServeWhileThePublishedOnesCannotBeHad() {
    publish(first);
    accepted(first);
    provider.http.on("/jwks", 503, "<html>");

    provider.clock.advance(Duration.ofHours(3));
    accepted(first);
    provider.clock.advance(Duration.ofHours(2));
    refused(first, ConnectorError.UNAVAILABLE);

    publish(first);
    provider.clock.advance(REFETCH_INTERVAL);
    accepted(first);
  }

  private void publish(RSAKey... keys) {
    provider.http.on(
        "/jwks",
        200,
        new JWKSet(Arrays.stream(keys).<JWK>map(RSAKey::toPublicJWK).toList()).toString());
  }

  private void accepted(RSAKey key) {
    SignInSession session = Provider.begin(connector);
    assertThat(provider.signIn(connector, session, signedBy(key, session)).profile().id())
        .isEqualTo("u1");
  }

  private void refused(RSAKey key, ConnectorError error) {
    SignInSession session = Provider.begin(connector);
    Failing.with(error, () -> provider.signIn(connector, session, signedBy(key, session)));
  }

  private String signedBy(RSAKey key, SignInSession session) {
    provider.key = key;
    return provider.sign(provider.claims(session));
  }
}
