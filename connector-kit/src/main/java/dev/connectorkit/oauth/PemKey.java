package dev.connectorkit.oauth;

import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A private key in PEM (RFC 7468), possibly with its certificate.
 *
 * @param thumbprint SHA-256 of the certificate; null without one
 */
record PemKey(PrivateKey key, @Nullable Base64URL thumbprint) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");
  private static final String CONVERT =
      " Convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem -out key.p8";

  static PemKey read(String text) throws UnusableKeyException {
    Map<String, String> blocks = blocks(text);
    String encoded = blocks.get("PRIVATE KEY");
    if (encoded == null) {
      throw new UnusableKeyException(absent(blocks));
    }
    PrivateKey key = key(decoded(encoded));
    String certificate = blocks.get("CERTIFICATE");
    return new PemKey(key, certificate == null ? null : thumbprint(decoded(certificate), key));
  }

  /** The first block of each label. */
  private static Map<String, String> blocks(String text) {
    // From a text field or an environment variable, line breaks come as spaces or as "\n".
    Matcher block = BLOCK.matcher(text.replace("\\n", "\n").replace("\\r", ""));
    var blocks = new HashMap<String, String>();
    while (block.find()) {
      blocks.putIfAbsent(block.group(1), block.group(2));
    }
    return blocks;
  }

  private static byte[] decoded(String base64) throws UnusableKeyException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnusableKeyException("the PEM is damaged.");
    }
  }

  private static String absent(Map<String, String> blocks) {
    if (blocks.containsKey("ENCRYPTED PRIVATE KEY")) {
      return "it is encrypted." + CONVERT;
    }
    if (blocks.containsKey("RSA PRIVATE KEY") || blocks.containsKey("EC PRIVATE KEY")) {
      return "it is not of the form PKCS#8." + CONVERT;
    }
    return blocks.isEmpty()
        ? "it is neither PEM nor a JWK. PEM begins with -----BEGIN PRIVATE KEY-----"
        : "it holds only public parts.";
  }

  private static PrivateKey key(byte[] encoded) throws UnusableKeyException {
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        // It may be of the other kind.
      }
    }
    throw new UnusableKeyException("the PEM is damaged, or no key of type RSA or EC.");
  }

  private static Base64URL thumbprint(byte[] encoded, PrivateKey key) throws UnusableKeyException {
    try {
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
      requirePair(certificate, key);
      return Base64URL.encode(
          MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new UnusableKeyException("the certificate beside it is damaged, or another key's.");
    }
  }

  /** A provider would otherwise refuse every assertion, without saying why. */
  private static void requirePair(Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
    byte[] sample = {1};
    signature.initSign(key);
    signature.update(sample);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(sample);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("not a pair");
    }
  }
}
