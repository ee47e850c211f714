package dev.connectorkit.host.signin;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AES-256 keys that a host seals stored data under: one it seals with, and any number that only
 * open what was sealed before. Immutable.
 *
 * <p>A key has an id, which is stored beside what it sealed, and never names another key later. A
 * key is text: 32 random bytes in base64, as {@code openssl rand -base64 32} prints them.
 *
 * <p>Nonces are random, so a key should seal no more than 2^32 values (NIST SP 800-38D §8.3).
 */
public final class SealingKeys {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final int BYTES = 32;
  // 32 random bytes have about 30; fewer than 16 come up once in 10^19 keys.
  private static final int FEWEST_DISTINCT_BYTES = 16;
  private static final String REMEDY = " Make one with: openssl rand -base64 32";

  private final String currentId;
  private final Map<String, SecretKey> byId;

  private SealingKeys(String currentId, Map<String, SecretKey> byId) {
    this.currentId = currentId;
    this.byId = byId;
  }

  /**
   * One key, which seals and opens.
   *
   * @param id matches {@code [a-z0-9][a-z0-9-]{0,31}}, for example the month it was made in
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG} when the id or the key is
   *     not as said
   */
  public static SealingKeys of(String id, Secret key) {
    return new SealingKeys(checked(id), Map.of(id, parse(id, key)));
  }

  /**
   * These keys and one more, which only opens.
   *
   * @throws ConnectorException as {@link #of}, and when the id is taken
   */
  public SealingKeys opening(String id, Secret key) {
    if (byId.containsKey(checked(id))) {
      throw invalid("There are two sealing keys with the id '" + id + "'.");
    }
    var more = new LinkedHashMap<>(byId);
    more.put(id, parse(id, key));
    return new SealingKeys(currentId, more);
  }

  String currentId() {
    return currentId;
  }

  Optional<SecretKey> key(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The ids. */
  @Override
  public String toString() {
    return "SealingKeys[current=" + currentId + ", all=" + new TreeSet<>(byId.keySet()) + "]";
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw invalid("The id of a sealing key must match " + ID.pattern() + ".");
    }
    return id;
  }

  private static SecretKey parse(String id, Secret key) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(key.reveal().strip());
    } catch (IllegalArgumentException e) {
      // Not as the cause: its message quotes a character of the key.
      throw invalid("The sealing key '" + id + "' is not base64." + REMEDY);
    }
    if (bytes.length != BYTES) {
      throw invalid(
          "The sealing key '%s' has %d bytes; it must have %d.%s"
              .formatted(id, bytes.length, BYTES, REMEDY));
    }
    if (distinct(bytes) < FEWEST_DISTINCT_BYTES) {
      throw invalid("The sealing key '" + id + "' is not random." + REMEDY);
    }
    return new SecretKeySpec(bytes, "AES");
  }

  private static long distinct(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
        .chars()
        .distinct()
        .count();
  }

  private static ConnectorException invalid(String message) {
    return ConnectorException.of(ConnectorError.INVALID_CONFIG).message(message).build();
  }
}
