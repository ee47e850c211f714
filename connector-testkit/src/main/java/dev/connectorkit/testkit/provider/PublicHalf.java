package dev.connectorkit.testkit.provider;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** The public key that belongs to a private one, as the provider would have registered it. */
final class PublicHalf {

  private PublicHalf() {}

  static PublicKey of(String privatePem) {
    try (var parser = new PEMParser(new StringReader(privatePem))) {
      Object read = parser.readObject();
      PrivateKeyInfo info =
          read instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) read;
      String algorithm = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
      return algorithm.equals("1.2.840.113549.1.1.1") ? rsa(info) : curve(info);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("The client's key is not a private key in PEM.", e);
    }
  }

  private static PublicKey rsa(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("RSA");
    var secret =
        (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    return factory.generatePublic(
        new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
  }

  /** The public point is the generator times the private number. */
  private static PublicKey curve(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
    var secret = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey());
    var name =
        org.bouncycastle.asn1.ASN1ObjectIdentifier.getInstance(
            info.getPrivateKeyAlgorithm().getParameters());
    X9ECParameters curve = ECNamedCurveTable.getByOID(name);
    byte[] point = curve.getG().multiply(secret.getKey()).normalize().getEncoded(false);
    var encoded = new SubjectPublicKeyInfo(info.getPrivateKeyAlgorithm(), point);
    return KeyFactory.getInstance("EC")
        .generatePublic(new X509EncodedKeySpec(encoded.getEncoded()));
  }
}
