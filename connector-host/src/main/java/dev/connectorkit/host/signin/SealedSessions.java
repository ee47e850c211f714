package dev.connectorkit.host.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.SignInSession;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sessions of pending sign-ins as sealed text, each bound to the row it stands in. */
final class SealedSessions {

  private static final String PURPOSE = "connectorkit pending sign-in";

  private final Seal seal;

  SealedSessions(SealingKeys keys) {
    this.seal = new Seal(keys);
  }

  String seal(PendingSignIn signIn) {
    return seal.seal(
        bytes(signIn.session()),
        place(signIn.stateHash(), signIn.browserHash(), signIn.instanceId(), signIn.expiresAt()));
  }

  PendingSignIn open(
      String stateHash, String browserHash, String instanceId, Instant expiresAt, String sealed) {
    byte[] session = seal.open(sealed, place(stateHash, browserHash, instanceId, expiresAt));
    return new PendingSignIn(stateHash, browserHash, instanceId, session(session), expiresAt);
  }

  private static byte[] place(
      String stateHash, String browserHash, String instanceId, Instant expiresAt) {
    return joined(
        List.of(
            PURPOSE, stateHash, browserHash, instanceId, Long.toString(expiresAt.toEpochMilli())));
  }

  private static byte[] bytes(SignInSession session) {
    return joined(
        session.values().entrySet().stream()
            .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
            .toList());
  }

  /** Each text with its length in front, so that no other texts give the same bytes. */
  private static byte[] joined(List<String> texts) {
    List<byte[]> parts = texts.stream().map(text -> text.getBytes(UTF_8)).toList();
    ByteBuffer buffer =
        ByteBuffer.allocate(parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
    parts.forEach(part -> buffer.putInt(part.length).put(part));
    return buffer.array();
  }

  /** Reads what {@link #bytes} wrote; nobody else can have. */
  private static SignInSession session(byte[] bytes) {
    Map<String, String> values = new LinkedHashMap<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      values.put(text(buffer), text(buffer));
    }
    return new SignInSession(values);
  }

  private static String text(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.getInt()];
    buffer.get(bytes);
    return new String(bytes, UTF_8);
  }
}
