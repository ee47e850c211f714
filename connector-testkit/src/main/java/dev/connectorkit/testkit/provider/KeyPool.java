package dev.connectorkit.testkit.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Signing keys, made once in each process: an RSA key takes long to find. */
final class KeyPool {

  private static final int RSA_BITS = 2048;
  private static final Map<String, JWK> KEYS = new ConcurrentHashMap<>();

  private KeyPool() {}

  /** The key of a number for an algorithm; another number is another key. */
  static JWK key(String algorithm, int number) {
    boolean curve = algorithm.startsWith("ES");
    return KEYS.computeIfAbsent((curve ? "EC" : "RSA") + number, name -> make(curve, number));
  }

  private static JWK make(boolean curve, int number) {
    String id = "key-" + number;
    try {
      return curve
          ? new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID(id).generate()
          : new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("Every JDK has RSA and P-256.", e);
    }
  }
}
