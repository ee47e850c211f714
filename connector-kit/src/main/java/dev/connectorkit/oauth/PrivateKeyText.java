package dev.connectorkit.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * What a config property for a private key holds: PEM or a JWK.
 *
 * @param header what is known of the key beside the key itself
 */
record PrivateKeyText(JWSSigner signer, JWSHeader header, JWSAlgorithm defaultAlgorithm) {

  static PrivateKeyText read(String text, String property) {
    try {
      return text.strip().startsWith("{") ? ofJwk(text) : ofPem(PemKey.read(text));
    } catch (UnusableKeyException e) {
      throw ConnectorException.ofProperty(
          ConnectorError.INVALID_CERTIFICATE,
          property,
          "'" + property + "' holds no usable private key: " + e.getMessage());
    }
  }

  private static PrivateKeyText ofJwk(String json) throws UnusableKeyException {
    JWK jwk;
    try {
      jwk = JWK.parse(json);
    } catch (ParseException | IllegalArgumentException e) {
      // The parser's message quotes the key.
      throw new UnusableKeyException("it is not a JWK.");
    }
    if (!jwk.isPrivate() || !(jwk instanceof AsymmetricJWK asymmetric)) {
      throw new UnusableKeyException("the JWK is no private key of type RSA or EC.");
    }
    try {
      var known = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(jwk.getKeyID()).build();
      String stated = jwk.getAlgorithm() == null ? null : jwk.getAlgorithm().getName();
      return of(asymmetric.toPrivateKey(), known, stated);
    } catch (JOSEException e) {
      throw new UnusableKeyException("the JWK is no private key of type RSA or EC.");
    }
  }

  private static PrivateKeyText ofPem(PemKey pem) throws UnusableKeyException {
    var known =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .x509CertSHA256Thumbprint(pem.thumbprint())
            .build();
    return of(pem.key(), known, null);
  }

  /**
   * @param stated the algorithm the key itself asks for
   */
  private static PrivateKeyText of(PrivateKey key, JWSHeader known, @Nullable String stated)
      throws UnusableKeyException {
    JWSSigner signer;
    try {
      signer = key instanceof ECPrivateKey curve ? new ECDSASigner(curve) : new RSASSASigner(key);
    } catch (JOSEException e) {
      throw new UnusableKeyException("its curve is none of P-256, P-384 and P-521.");
    } catch (IllegalArgumentException e) {
      // RFC 7518 §3.3
      throw new UnusableKeyException("it is shorter than 2048 bits.");
    }
    JWSAlgorithm usual =
        key instanceof ECPrivateKey
            ? signer.supportedJWSAlgorithms().iterator().next()
            : JWSAlgorithm.RS256;
    JWSAlgorithm wanted = stated == null ? usual : JWSAlgorithm.parse(stated);
    return new PrivateKeyText(
        signer, known, signer.supportedJWSAlgorithms().contains(wanted) ? wanted : usual);
  }
}
