package dev.connectorkit.testkit.world;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

/**
 * The certificate authority of the fake worlds of this process. Made anew in each; its key is never
 * stored.
 */
final class Authority {

  private static final X500Principal NAME = new X500Principal("CN=Connector Kit fake world");
  private static final char[] NO_PASSWORD = new char[0];

  static final Authority OF_THIS_PROCESS = new Authority();

  private final KeyPair keys = newKeys();
  // One for all servers: nobody has to tell them apart by it, and finding one takes long.
  private final KeyPair serverKeys = newKeys();
  private final X509Certificate certificate = issue(NAME, keys.getPublic(), null, keys, 30);
  private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();

  X509Certificate certificate() {
    return certificate;
  }

  /**
   * A server context for one host. Made once for each host and kind.
   *
   * @param kind what the server's certificate is like
   */
  SSLContext serverContext(String host, ServerCertificate kind) {
    return contexts.computeIfAbsent(kind + " " + host, key -> newContext(host, kind));
  }

  /** A certificate for a server with a key of its own. */
  X509Certificate issue(String host, PublicKey key) {
    return issue(new X500Principal("CN=" + host), key, host, keys, 7);
  }

  private SSLContext newContext(String host, ServerCertificate kind) {
    KeyPair leaf = serverKeys;
    boolean selfSigned = kind == ServerCertificate.SELF_SIGNED;
    X509Certificate issued =
        issue(
            new X500Principal("CN=" + host),
            leaf.getPublic(),
            kind == ServerCertificate.OTHER_HOST ? "other.example" : host,
            selfSigned ? leaf : keys,
            kind == ServerCertificate.EXPIRED ? 2 : 7);
    X509Certificate[] chain =
        selfSigned ? new X509Certificate[] {issued} : new X509Certificate[] {issued, certificate};
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", leaf.getPrivate(), NO_PASSWORD, chain);
      // Reads the key now; the other kind decrypts it anew for every connection.
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException("The fake world's certificates cannot be made.", e);
    }
  }

  static KeyPair newKeys() {
    try {
      // A connection takes more time than a key: who connects verifies two signatures, which RSA
      // does many times faster than an elliptic curve.
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has RSA.", e);
    }
  }

  /**
   * @param host the name of a server, or null for the authority itself
   * @param signer whose key signs
   * @param days how long it is valid, of which three have passed
   */
  private static X509Certificate issue(
      X500Principal subject,
      PublicKey subjectKey,
      @Nullable String host,
      KeyPair signer,
      int days) {
    Instant start = Instant.now().minus(3, ChronoUnit.DAYS);
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              signer.getPublic().equals(subjectKey) ? subject : NAME,
              new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
              Date.from(start),
              Date.from(start.plus(days, ChronoUnit.DAYS)),
              subject,
              subjectKey);
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
                  new JcaContentSignerBuilder("SHA256withRSA").build(signer.getPrivate())));
    } catch (OperatorCreationException | CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException("The fake world's certificates cannot be made.", e);
    }
  }
}
