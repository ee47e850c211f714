package dev.connectorkit.host.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeysTest {

  private static final String ONE = "BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";
  private static final String TWO = "0dGq1ykmNDwQOfqzH8jYc6b5qHtYQJ1yWl2sX0QwUeM=";
  private static final byte[] PLACE = "row 1".getBytes(UTF_8);
  private static final byte[] VALUE = "verifier".getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        ONE,
        ONE + "\n",
        "  " + ONE,
        "BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE",
      })
  void aKeyIs32BytesInBase64(String text) {
    String sealed = new Seal(keys("first", text)).seal(VALUE, PLACE);

    assertThat(new Seal(keys("first", ONE)).open(sealed, PLACE)).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no base64 at all!",
        "BVhv5sXd0GcIyNv1lXJAFw==",
        "QlZodjVzWGQwR2NJeU52MWxYSkFGMHpvSG5BWFdwZFlpcWkyUlFGRm9FRT0=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoE*=",
      })
  void anyOtherTextIsRefusedWithoutBeingShown(String text) {
    assertThatThrownBy(() -> keys("first", text))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG))
        .hasMessageContaining("'first'")
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining(text)
        .hasNoCause();
  }

  @Test
  void saysHowManyBytesAKeyOfAnotherLengthHas() {
    assertThatThrownBy(() -> keys("first", "BVhv5sXd0GcIyNv1lXJAFw=="))
        .hasMessageContaining("has 16 bytes; it must have 32");
  }

  @Test
  void idsAreShortAndPlainAndUnique() {
    for (String id : new String[] {"", "A", "a.b", "-a", "a\0", "x".repeat(33)}) {
      assertFails(() -> keys(id, ONE), ConnectorError.INVALID_CONFIG);
      assertFails(
          () -> keys("first", ONE).opening(id, Secret.of(TWO)), ConnectorError.INVALID_CONFIG);
    }
    assertFails(
        () -> keys("first", ONE).opening("first", Secret.of(TWO)), ConnectorError.INVALID_CONFIG);
  }

  @Test
  void printsIdsOnly() {
    assertThat(keys("first", ONE).opening("second", Secret.of(TWO)))
        .hasToString("SealingKeys[current=first, all=[first, second]]");
  }

  @Test
  void keysRotate() {
    String old = new Seal(keys("old", ONE)).seal(VALUE, PLACE);
    // Every host learns the new key, then every host seals with it, then the old one goes.
    Seal learned = new Seal(keys("old", ONE).opening("new", Secret.of(TWO)));
    Seal turned = new Seal(keys("new", TWO).opening("old", Secret.of(ONE)));
    Seal done = new Seal(keys("new", TWO));
    String fresh = turned.seal(VALUE, PLACE);

    assertThat(learned.open(old, PLACE)).isEqualTo(VALUE);
    assertThat(learned.open(fresh, PLACE)).isEqualTo(VALUE);
    assertThat(turned.open(old, PLACE)).isEqualTo(VALUE);
    assertThat(done.open(fresh, PLACE)).isEqualTo(VALUE);
    assertThat(old).startsWith("v1.old.");
    assertThat(fresh).startsWith("v1.new.");
    assertThatThrownBy(() -> done.open(old, PLACE))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.SEALING_KEY_UNKNOWN))
        .hasMessageContaining("'old'");
  }

  @Test
  void theSameIdWithAnotherKeyOpensNothing() {
    String sealed = new Seal(keys("first", ONE)).seal(VALUE, PLACE);

    assertThatThrownBy(() -> new Seal(keys("first", TWO)).open(sealed, PLACE))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.STORED_DATA_INVALID))
        .hasMessageContaining("'first' is not the one it was sealed under");
  }

  @Test
  void aValueSealedForAnotherPlaceIsRefused() {
    Seal seal = new Seal(keys("first", ONE));
    String sealed = seal.seal(VALUE, PLACE);

    assertFails(
        () -> seal.open(sealed, "row 2".getBytes(UTF_8)), ConnectorError.STORED_DATA_INVALID);
    assertFails(() -> seal.open(sealed, new byte[0]), ConnectorError.STORED_DATA_INVALID);
  }

  @Test
  void everyByteAndEveryLengthCounts() {
    Seal seal = new Seal(keys("first", ONE));
    byte[] sealed =
        Base64.getUrlDecoder().decode(seal.seal(VALUE, PLACE).substring("v1.first.".length()));

    for (int i = 0; i < sealed.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = sealed.clone();
        changed[i] ^= (byte) (1 << bit);
        assertFails(() -> seal.open(text(changed), PLACE), ConnectorError.STORED_DATA_INVALID);
      }
      byte[] cut = java.util.Arrays.copyOf(sealed, i);
      assertFails(() -> seal.open(text(cut), PLACE), ConnectorError.STORED_DATA_INVALID);
    }
    byte[] longer = java.util.Arrays.copyOf(sealed, sealed.length + 1);
    assertFails(() -> seal.open(text(longer), PLACE), ConnectorError.STORED_DATA_INVALID);
    assertThat(seal.open(text(sealed), PLACE)).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "verifier",
        "{\"verifier\":\"known\"}",
        "eyJ2ZXJpZmllciI6Imtub3duIn0",
        "v1.first.",
        "v1.first.dmVyaWZpZXI",
        "v2.first.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v1.first.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v1.first.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v1..AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v1.FIRST.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "v1.first.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\0A",
        "none",
        "\0",
      })
  void whatWasNeverSealedIsNeverOpened(String text) {
    Seal seal = new Seal(keys("first", ONE));

    assertFails(() -> seal.open(text, PLACE), ConnectorError.STORED_DATA_INVALID);
  }

  @Test
  void theSameValueNeverLooksTheSame() {
    Seal seal = new Seal(keys("first", ONE));
    Set<String> sealed = new HashSet<>();
    IntStream.range(0, 1_000).forEach(i -> sealed.add(seal.seal(VALUE, PLACE)));

    assertThat(sealed).hasSize(1_000);
  }

  private static SealingKeys keys(String id, String text) {
    return SealingKeys.of(id, Secret.of(text));
  }

  private static String text(byte[] sealed) {
    return "v1.first." + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  private static void assertFails(ThrowingCallable call, ConnectorError error) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
