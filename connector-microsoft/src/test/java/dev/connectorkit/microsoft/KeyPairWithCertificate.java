package dev.connectorkit.microsoft;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key and its certificate, as they stand in one PEM file.
 *
 * @param thumbprint SHA-256 of the certificate, base64url
 */
record KeyPairWithCertificate(String pem, String thumbprint) {

  static KeyPairWithCertificate create() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var name = new X500Principal("CN=portal");
    Instant now = Instant.now();
    byte[] certificate =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now),
                Date.from(now.plus(Duration.ofDays(1))),
                name,
                pair.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
            .getEncoded();
    return new KeyPairWithCertificate(
        block("PRIVATE KEY", pair.getPrivate().getEncoded()) + block("CERTIFICATE", certificate),
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate)));
  }

  private static String block(String label, byte[] encoded) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
