package dev.connectorkit.oauth;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.util.Map;

/**
 * A key that signs a client's assertions. Immutable; safe for use by many threads.
 *
 * <p>The algorithm is RS256 for an RSA key and that of the curve for an EC key (ES256, ES384,
 * ES512), unless set.
 */
public final class SigningKey {

  private final JWSSigner signer;
  private final JWSHeader header;

  private SigningKey(JWSSigner signer, JWSHeader header) {
    this.signer = signer;
    this.header = header;
  }

  /**
   * Reads a private key: PKCS#8 in PEM, or a JWK (RFC 7517) as JSON. The key id of a JWK is used,
   * and of a certificate that stands beside the key in PEM the SHA-256 thumbprint (RFC 7515
   * §4.1.8).
   *
   * @param property the config property that holds the text, for messages
   * @throws ConnectorException with {@link ConnectorError#INVALID_CERTIFICATE}, pointing at the
   *     property, when the text holds no key that can sign
   */
  public static SigningKey parse(Secret text, String property) {
    PrivateKeyText key = PrivateKeyText.read(text.reveal(), property);
    return of(key.signer(), key.header(), key.defaultAlgorithm());
  }

  /** A key shared with the provider, for HS256, HS384 or HS512. */
  static SigningKey shared(JWSSigner signer, JWSAlgorithm algorithm) {
    return of(signer, new JWSHeader.Builder(algorithm).build(), algorithm);
  }

  /** With the name under which the provider knows this key ({@code kid}). */
  public SigningKey withKeyId(String keyId) {
    return new SigningKey(
        signer,
        new JWSHeader.Builder(header).keyID(requireNonNull(keyId, "keyId is null")).build());
  }

  /**
   * With another algorithm, such as PS256.
   *
   * @param property the config property that holds the algorithm, for messages
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG}, pointing at the
   *     property, when this key does not sign by it
   */
  public SigningKey withAlgorithm(String algorithm, String property) {
    JWSAlgorithm wanted = JWSAlgorithm.parse(algorithm);
    if (!signer.supportedJWSAlgorithms().contains(wanted)) {
      throw ConnectorException.ofProperty(
          ConnectorError.INVALID_CONFIG,
          property,
          "The key does not sign by this algorithm, but by one of "
              + signer.supportedJWSAlgorithms()
              + ".");
    }
    return of(signer, header, wanted);
  }

  /** A signed JWT in compact form. */
  String sign(Map<String, Object> claims) {
    var token = new JWSObject(header, new Payload(claims));
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw ConnectorException.of(ConnectorError.INVALID_CERTIFICATE)
          .message("The client's key does not sign. Configure another one.")
          .cause(e)
          .build();
    }
    return token.serialize();
  }

  /** The algorithm only. */
  @Override
  public String toString() {
    return "SigningKey[" + header.getAlgorithm() + "]";
  }

  private static SigningKey of(JWSSigner signer, JWSHeader like, JWSAlgorithm algorithm) {
    return new SigningKey(
        signer,
        new JWSHeader.Builder(algorithm)
            .type(JOSEObjectType.JWT)
            .keyID(like.getKeyID())
            .x509CertSHA256Thumbprint(like.getX509CertSHA256Thumbprint())
            .build());
  }
}
