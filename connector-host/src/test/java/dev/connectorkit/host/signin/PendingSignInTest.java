package dev.connectorkit.host.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.SignInSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be stored everywhere cannot be made. */
class PendingSignInTest {

  private static final String HASH = Hashes.of("text");
  private static final Instant END = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final SignInSession NOTHING = new SignInSession(Map.of());

  @Test
  void endsInWholeMilliseconds() {
    assertThat(new PendingSignIn(HASH, HASH, "hf", NOTHING, END).expiresAt())
        .isEqualTo("2026-01-01T00:00:00.123Z");
  }

  @Test
  void printsNeitherHashNorSession() {
    var session = new SignInSession(Map.of("verifier", "canary"));

    assertThat(new PendingSignIn(HASH, HASH, "hf", session, END))
        .hasToString("PendingSignIn[instanceId=hf, expiresAt=2026-01-01T00:00:00.123Z]");
  }

  @Test
  void hasFiveNamedPartsAndNothingElse() {
    assertThat(PendingSignIn.class.getRecordComponents())
        .extracting(part -> part.getName())
        .containsExactly("stateHash", "browserHash", "instanceId", "session", "expiresAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "state", "\0", "' OR 1=1", "\ud800"})
  void refusesWhatIsNoHash(String text) {
    assertRefused(text, HASH, "hf", NOTHING, END);
    assertRefused(HASH, text, "hf", NOTHING, END);
    assertRefused(HASH + text + "x", HASH, "hf", NOTHING, END);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HF", "h\0f", "hf\n", "../hf", "\uD83D\uDE00"})
  void refusesWhatIsNoInstanceId(String text) {
    assertRefused(HASH, HASH, text, NOTHING, END);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\udc00", "a\ud83d", "\udc00\ud800"})
  void refusesASessionThatIsNoUnicode(String text) {
    assertRefused(HASH, HASH, "hf", new SignInSession(Map.of("name", text)), END);
    assertRefused(HASH, HASH, "hf", new SignInSession(Map.of(text, "value")), END);
  }

  @Test
  void refusesASessionThatIsTooLarge() {
    assertRefused(
        HASH, HASH, "hf", new SignInSession(Map.of("name", "x".repeat(16 * 1024 - 3))), END);
    assertRefused(HASH, HASH, "hf", new SignInSession(Map.of("", "\u20ac".repeat(5_462))), END);
    var many = new HashMap<String, String>();
    IntStream.range(0, 101).forEach(i -> many.put("" + i, ""));
    assertRefused(HASH, HASH, "hf", new SignInSession(many), END);
  }

  @Test
  void refusesAnEndOutOfAllTime() {
    assertRefused(HASH, HASH, "hf", NOTHING, Instant.MAX);
    assertRefused(HASH, HASH, "hf", NOTHING, Instant.MIN);
    assertRefused(HASH, HASH, "hf", NOTHING, Instant.EPOCH.minusNanos(1));
  }

  private static void assertRefused(
      String state, String browser, String instance, SignInSession session, Instant end) {
    assertThatThrownBy(() -> new PendingSignIn(state, browser, instance, session, end))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.UNEXPECTED));
  }
}
