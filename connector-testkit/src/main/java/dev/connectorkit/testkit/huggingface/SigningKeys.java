package dev.connectorkit.testkit.huggingface;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Map;

/** The provider's RSA keys, of which one signs. */
final class SigningKeys {

  private static final int BITS = 2048;

  private volatile RSAKey current = newKey();

  /** From now on another key signs, and only that one is published. */
  void rotate() {
    current = newKey();
  }

  Map<String, Object> published() {
    return new JWKSet(current.toPublicJWK()).toJSONObject();
  }

  String sign(Map<String, Object> claims, boolean withKid) {
    RSAKey key = current;
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256);
    if (withKid) {
      header.keyID(key.getKeyID());
    }
    try {
      var token = new JWSObject(header.build(), new Payload(claims));
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("signing with a fresh RSA key cannot fail", e);
    }
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .keyID(OpaqueValue.text())
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("Every JDK has RSA.", e);
    }
  }
}
