package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.text.ParseException;
import java.util.Map;

/**
 * The signing keys of the fuzzed provider. They are in a file, and so known to everybody, because
 * tokens in the corpus must stay good.
 */
final class TestKeys {

  static final RSAKey RSA;
  static final ECKey EC;

  /** What the provider publishes. */
  static final String PUBLISHED;

  private static final PrivateKey RSA_PRIVATE;
  private static final PrivateKey EC_PRIVATE;

  // The JDK's own, so that what checks a signature shares no code with what is fuzzed.
  private static final Map<String, String> JDK_NAMES =
      Map.of("RS256", "SHA256withRSA", "ES256", "SHA256withECDSAinP1363Format");

  static {
    try (InputStream in = TestKeys.class.getResourceAsStream("/keys.json")) {
      JWKSet keys = JWKSet.parse(new String(in.readAllBytes(), UTF_8));
      RSA = keys.getKeyByKeyId("rsa-1").toRSAKey();
      EC = keys.getKeyByKeyId("ec-1").toECKey();
      PUBLISHED = keys.toPublicJWKSet().toString();
      RSA_PRIVATE = RSA.toPrivateKey();
      EC_PRIVATE = EC.toPrivateKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestKeys() {}

  static byte[] sign(String algorithm, byte[] content) {
    try {
      Signature signature = Signature.getInstance(JDK_NAMES.get(algorithm));
      signature.initSign(algorithm.equals("ES256") ? EC_PRIVATE : RSA_PRIVATE);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isSignedBy(String algorithm, byte[] content, byte[] signed) {
    if (!JDK_NAMES.containsKey(algorithm)) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(JDK_NAMES.get(algorithm));
      signature.initVerify(algorithm.equals("ES256") ? EC.toPublicKey() : RSA.toPublicKey());
      signature.update(content);
      return signature.verify(signed);
    } catch (GeneralSecurityException | JOSEException e) {
      return false;
    }
  }
}
