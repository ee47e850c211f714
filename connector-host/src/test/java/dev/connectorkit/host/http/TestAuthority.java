package dev.connectorkit.host.http;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority, and servers with certificates good and bad. */
final class TestAuthority {

  private static final X500Principal NAME = new X500Principal("CN=Test authority");
  private static final char[] NO_PASSWORD = new char[0];

  private final KeyPair keys = newKeys();
  private final X509Certificate certificate = issue(NAME, keys, null, Duration.ofDays(7));

  X509Certificate certificate() {
    return certificate;
  }

  SSLContext serverOf(String host) {
    return server(host, Duration.ofDays(7));
  }

  SSLContext expiredServerOf(String host) {
    return server(host, Duration.ofHours(-1));
  }

  private SSLContext server(String host, Duration validity) {
    try {
      KeyPair leaf = newKeys();
      X509Certificate issued = issue(new X500Principal("CN=" + host), leaf, host, validity);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          host, leaf.getPrivate(), NO_PASSWORD, new X509Certificate[] {issued, certificate});
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param host the name of a server, or null for the authority itself
   */
  private X509Certificate issue(
      X500Principal subject, KeyPair subjectKeys, @Nullable String host, Duration validity) {
    Instant now = Instant.now();
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
              Date.from(now.minus(Duration.ofDays(1))),
              Date.from(now.plus(validity)),
              subject,
              subjectKeys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
      if (host != null) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (OperatorCreationException | CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
