package dev.connectorkit.host.signin;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM over stored values: {@code v1.<key id>.<nonce, ciphertext and tag in base64url>}. A
 * value opens only together with the place it was sealed for.
 */
public final class Seal {

  private static final Pattern SEALED =
      Pattern.compile("v1\\.([a-z0-9][a-z0-9-]{0,31})\\.([A-Za-z0-9_-]{38,})");
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SealingKeys keys;
  private final SecureRandom random = new SecureRandom();

  public Seal(SealingKeys keys) {
    this.keys = keys;
  }

  /**
   * @param place what the value belongs to; in clear, but authenticated
   */
  public String seal(byte[] value, byte[] place) {
    String id = keys.currentId();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, keys.key(id).orElseThrow(), nonce, place).doFinal(value);
      byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
      System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
      return "v1." + id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-256-GCM.", e);
    }
  }

  /**
   * @throws ConnectorException with {@link ConnectorError#SEALING_KEY_UNKNOWN}, or with {@link
   *     ConnectorError#STORED_DATA_INVALID} for whatever was not sealed for this place
   */
  public byte[] open(String text, byte[] place) {
    Matcher parts = SEALED.matcher(text);
    if (!parts.matches()) {
      throw invalid("A stored value is not sealed.");
    }
    String id = parts.group(1);
    SecretKey key = keys.key(id).orElseThrow(() -> unknown(id));
    try {
      byte[] all = Base64.getUrlDecoder().decode(parts.group(2));
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, key, nonce, place)
          .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
    } catch (AEADBadTagException | IllegalArgumentException e) {
      throw invalid(
          "A stored value is not what was sealed for its place: it was changed or moved, or the"
              + " key '"
              + id
              + "' is not the one it was sealed under.");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-256-GCM.", e);
    }
  }

  /** Whether a value is sealed under the key that seals now; if not, its key cannot be retired. */
  public boolean isCurrent(String text) {
    Matcher parts = SEALED.matcher(text);
    return parts.matches() && parts.group(1).equals(keys.currentId());
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place);
    return cipher;
  }

  private static ConnectorException unknown(String id) {
    return ConnectorException.of(ConnectorError.SEALING_KEY_UNKNOWN)
        .message(
            "A stored value is sealed under the key '"
                + id
                + "', which this host was not given. Add it to the keys that open.")
        .build();
  }

  private static ConnectorException invalid(String message) {
    return ConnectorException.of(ConnectorError.STORED_DATA_INVALID).message(message).build();
  }
}
