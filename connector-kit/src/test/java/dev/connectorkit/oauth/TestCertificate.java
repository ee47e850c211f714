package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.util.Base64URL;
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

/** A key with a self-signed certificate, in PEM. */
record TestCertificate(String keyPem, String certificatePem, String thumbprint) {

  static TestCertificate of(String algorithm) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    var name = new X500Principal("CN=client");
    Instant now = Instant.now();
    byte[] certificate =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now),
                Date.from(now.plus(Duration.ofDays(1))),
                name,
                pair.getPublic())
            .build(
                new JcaContentSignerBuilder(
                        algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
                    .build(pair.getPrivate()))
            .getEncoded();
    return new TestCertificate(
        pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
        pem("CERTIFICATE", certificate),
        Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(certificate)).toString());
  }

  static String shortRsaKeyPem() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    return pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded());
  }

  static String pem(String label, byte[] encoded) {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }
}
