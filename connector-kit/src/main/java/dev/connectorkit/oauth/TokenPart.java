package dev.connectorkit.oauth;

import com.nimbusds.jose.util.Base64URL;
import java.util.Base64;

/**
 * One of the three parts of a signed token, decoded by the JDK: the library's own decoder skips
 * characters that do not belong there (RFC 7515 §2 allows none), and takes its time so as not to
 * give away secrets, which none of the parts is.
 */
final class TokenPart extends Base64URL {

  private static final long serialVersionUID = 1L;

  private final transient byte[] decoded;

  /**
   * @throws IllegalArgumentException when the text is not base64url without padding
   */
  TokenPart(String text) {
    super(text);
    if (text.indexOf('=') >= 0) {
      throw new IllegalArgumentException("padding");
    }
    this.decoded = Base64.getUrlDecoder().decode(text);
  }

  @Override
  public byte[] decode() {
    return decoded.clone();
  }
}
