package dev.connectorkit.host.signin;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.SignInSession;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A sign-in between its begin and its callback. Holds hashes: a reader of the store can neither
 * forge a callback nor finish one in another browser. Nothing else that the browser or the provider
 * sends is kept.
 *
 * <p>Only what every store can hold can be made: a store is never the one to find out.
 *
 * @param stateHash SHA-256 of the state, base64url without padding
 * @param browserHash SHA-256 of the browser token and of what the sign-in was begun with, base64url
 *     without padding
 * @param instanceId the connector instance it was begun with
 * @param session what the connector needs to finish it; well-formed Unicode, at most {@value
 *     #MAX_SESSION_ENTRIES} entries and {@value #MAX_SESSION_BYTES} bytes of names and values in
 *     UTF-8
 * @param expiresAt when it ends, in whole milliseconds
 */
public record PendingSignIn(
    String stateHash,
    String browserHash,
    String instanceId,
    SignInSession session,
    Instant expiresAt) {

  /** How many entries a session may have. */
  public static final int MAX_SESSION_ENTRIES = 100;

  /** How large a session may be. */
  public static final int MAX_SESSION_BYTES = 16 * 1024;

  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern INSTANCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /**
   * @throws ConnectorException with {@link ConnectorError#UNEXPECTED} when a part is not as said
   */
  public PendingSignIn {
    if (!isHash(stateHash) || !isHash(browserHash)) {
      throw refused("The state and the browser token are kept as SHA-256 in base64url.");
    }
    if (!INSTANCE.matcher(instanceId).matches()) {
      throw refused("The instance id must match " + INSTANCE.pattern() + ".");
    }
    check(requireNonNull(session, "session is null").values());
    if (expiresAt.isBefore(Instant.EPOCH) || expiresAt.isAfter(LATEST)) {
      throw refused("A sign-in must end between the years 1970 and 9999.");
    }
    expiresAt = expiresAt.truncatedTo(MILLIS);
  }

  /** Whether a text is a SHA-256 in base64url; no other is the key of a sign-in. */
  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  /** Without the hashes. */
  @Override
  public String toString() {
    return "PendingSignIn[instanceId=" + instanceId + ", expiresAt=" + expiresAt + "]";
  }

  private static void check(Map<String, String> session) {
    if (session.size() > MAX_SESSION_ENTRIES) {
      throw refused(
          "The connector wants to remember more than " + MAX_SESSION_ENTRIES + " entries.");
    }
    long bytes = 0;
    for (Map.Entry<String, String> entry : session.entrySet()) {
      bytes += utf8Length(entry.getKey()) + utf8Length(entry.getValue());
    }
    if (bytes > MAX_SESSION_BYTES) {
      throw refused("The connector wants to remember more than " + MAX_SESSION_BYTES + " bytes.");
    }
  }

  private static long utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        // It has no form in UTF-8, and would come back as another text.
        throw refused("The connector wants to remember text that is not well-formed Unicode.");
      }
    }
    return bytes;
  }

  private static ConnectorException refused(String message) {
    return ConnectorException.of(ConnectorError.UNEXPECTED).message(message).build();
  }
}
