package dev.connectorkit.testkit.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An ID Token before it is written, which may be made wrong in any way. The parts are joined here
 * by hand: a JOSE library would not write most of these.
 */
public final class IdTokenDraft {

  private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> claims;
  private final SigningKeys keys;
  private JWK key;
  private byte @Nullable [] macKey;
  private boolean unsigned;
  private UnaryOperator<String> change = UnaryOperator.identity();

  IdTokenDraft(String algorithm, SigningKeys keys, Map<String, @Nullable Object> claims) {
    this.keys = keys;
    this.key = keys.current();
    this.claims = claims;
    header.put("alg", algorithm);
    header.put("kid", key.getKeyID());
  }

  /** The claims; may be changed. */
  public Map<String, @Nullable Object> claims() {
    return claims;
  }

  /** Sets a claim; null is written as null. */
  public IdTokenDraft claim(String name, @Nullable Object value) {
    claims.put(name, value);
    return this;
  }

  /** Leaves a claim out. */
  public IdTokenDraft without(String name) {
    claims.remove(name);
    return this;
  }

  /** Sets a header parameter; null leaves it out. */
  public IdTokenDraft header(String name, @Nullable Object value) {
    if (value == null) {
      header.remove(name);
    } else {
      header.put(name, value);
    }
    return this;
  }

  /** Signs with a key that the provider never published, under the id of its own. */
  public IdTokenDraft signedByStranger() {
    this.key = keys.strangers();
    return this;
  }

  /** The stranger's public key, for headers that offer it. */
  public Map<String, Object> strangersKey() {
    return keys.strangers().toPublicJWK().toJSONObject();
  }

  /** Leaves the signature empty. */
  public IdTokenDraft unsigned() {
    this.unsigned = true;
    return this;
  }

  /** Signs with HMAC; the header's algorithm is the caller's to set. */
  public IdTokenDraft macWith(byte[] secret) {
    this.macKey = secret;
    return this;
  }

  /** The provider's public key in encodings that have been taken for an HMAC secret. */
  public Map<String, byte[]> publicKeyBytes() {
    try {
      byte[] der =
          (key instanceof RSAKey rsa ? rsa.toPublicKey() : ((ECKey) key).toPublicKey())
              .getEncoded();
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
              + "\n-----END PUBLIC KEY-----\n";
      var encodings = new LinkedHashMap<String, byte[]>();
      encodings.put("PEM", pem.getBytes(UTF_8));
      encodings.put("DER", der);
      encodings.put("JWK", key.toPublicJWK().toJSONString().getBytes(UTF_8));
      return encodings;
    } catch (JOSEException e) {
      throw new IllegalStateException("a public key is always readable", e);
    }
  }

  /** Changes the finished token. */
  public IdTokenDraft afterwards(UnaryOperator<String> value) {
    this.change = value;
    return this;
  }

  /** The token in compact form. */
  String write() {
    String input = encode(header) + "." + encode(claims);
    return change.apply(input + "." + (unsigned ? "" : signature(input)));
  }

  private String signature(String input) {
    try {
      if (macKey != null) {
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(macKey, "HmacSHA256"));
        return Base64URL.encode(mac.doFinal(input.getBytes(UTF_8))).toString();
      }
      // What the header says may be a lie: the key's own kind decides.
      String said = String.valueOf(header.get("alg"));
      boolean fits = key instanceof RSAKey ? said.matches("[RP]S\\d+") : said.equals("ES256");
      JWSAlgorithm real =
          fits
              ? JWSAlgorithm.parse(said)
              : key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
      return signer().sign(new JWSHeader(real), input.getBytes(UTF_8)).toString();
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException("signing with a fresh key cannot fail", e);
    }
  }

  private JWSSigner signer() throws JOSEException {
    return key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
  }

  private static String encode(Map<String, @Nullable Object> part) {
    return Base64URL.encode(JSONObjectUtils.toJSONString(part)).toString();
  }
}
