package dev.connectorkit.testkit.world;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;

/**
 * The TLS identity of a real server, issued by the authority of this process's fake worlds, as the
 * PEM files that such servers read.
 *
 * @param host the server's name
 * @param certificate the certificate's file
 * @param key the file of its private key, PKCS#8 without a password
 * @param authority what clients have to trust
 */
public record CertificateFiles(String host, Path certificate, Path key, X509Certificate authority) {

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  /**
   * Writes both files; the key is made for the purpose.
   *
   * @param host the server's name, such as {@code localhost}
   * @param folder where to; it must exist
   */
  public static CertificateFiles issue(String host, Path folder) throws IOException {
    KeyPair keys = Authority.newKeys();
    X509Certificate certificate = Authority.OF_THIS_PROCESS.issue(host, keys.getPublic());
    try {
      return new CertificateFiles(
          host,
          write(folder.resolve("certificate.pem"), "CERTIFICATE", certificate.getEncoded()),
          write(folder.resolve("key.pem"), "PRIVATE KEY", keys.getPrivate().getEncoded()),
          Authority.OF_THIS_PROCESS.certificate());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("The certificate was made just now.", e);
    }
  }

  /** For a server of the same name in this JVM, such as one in front of the other. */
  public SSLContext serverContext() {
    return Authority.OF_THIS_PROCESS.serverContext(host, ServerCertificate.GOOD);
  }

  private static Path write(Path file, String label, byte[] content) throws IOException {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(label, LINES.encodeToString(content), label);
    return Files.writeString(file, text, US_ASCII);
  }
}
