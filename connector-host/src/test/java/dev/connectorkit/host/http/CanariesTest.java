package dev.connectorkit.host.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The search for secrets finds them; else its silence would prove nothing. */
class CanariesTest {

  static Stream<String> disguises() {
    String secret = Canaries.CLIENT_SECRET;
    byte[] bytes = secret.getBytes(UTF_8);
    return Stream.of(
        secret,
        URLEncoder.encode(secret, UTF_8),
        HexFormat.of().formatHex(bytes),
        base64("" + secret),
        base64("c:" + secret),
        base64("client:" + secret),
        base64("a client:" + secret + " and more"),
        Base64.getUrlEncoder().withoutPadding().encodeToString(("x" + secret).getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("disguises")
  void findsASecretInDisguise(String disguise) {
    assertThatThrownBy(() -> Canaries.assertNoneIn("this", "before" + disguise + "after"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void findsNoneWhereThereIsNone() {
    assertThatCode(() -> Canaries.assertNoneIn("this", "canary-but-not-of-ours"))
        .doesNotThrowAnyException();
  }

  @Test
  void looksIntoCausesAndSuppressed() {
    var cause = new IllegalStateException("outside", new IOException(Canaries.CODE));
    var suppressed = new IllegalStateException("outside");
    suppressed.addSuppressed(new IOException(Canaries.CODE));

    assertThatThrownBy(() -> Canaries.assertNoneIn(cause)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> Canaries.assertNoneIn(suppressed)).isInstanceOf(AssertionError.class);
  }

  @Test
  void hearsEveryLogger() {
    try (var log = new EveryLog()) {
      LoggerFactory.getLogger("some.slf4j").trace("one {}", "a");
      java.util.logging.Logger.getLogger("some.jul").finest("two");
      System.getLogger("some.system").log(Level.TRACE, "three");

      Assertions.assertThat(log.takeAll()).contains("one a").contains("two").contains("three");
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
