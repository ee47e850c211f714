package dev.connectorkit.host.http;

import java.io.EOFException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a TLS handshake, and who can mend it. */
final class TlsFailures {

  private TlsFailures() {}

  static String sentence(SSLException failure, String who) {
    if (has(failure, InvalidAlgorithmParameterException.class)) {
      // The platform's way to say that there are no trust anchors.
      return "This host trusts no certificate authority at all. Check the trust store of its Java.";
    }
    if (has(failure, CertificateExpiredException.class)
        || has(failure, CertificateNotYetValidException.class)) {
      return "The certificate of "
          + who
          + " has expired or is not valid yet. It has to be renewed there; check also the clock of"
          + " this machine.";
    }
    if (has(failure, CertPathBuilderException.class)
        || has(failure, CertPathValidatorException.class)) {
      return "The certificate of "
          + who
          + " comes from no authority this host trusts. If it is a private one, add it to the extra"
          + " authorities.";
    }
    if (has(failure, CertificateException.class)) {
      return "The certificate of "
          + who
          + " is for another name. Check the address; something may stand in its place.";
    }
    if (has(failure, EOFException.class)) {
      return who + " ended the TLS handshake. Try again later; check a firewall in between.";
    }
    if (failure instanceof SSLHandshakeException) {
      return who + " and this host agree on no version or cipher of TLS. TLS 1.2 is the least.";
    }
    return who + " does not speak TLS there. Check scheme and port of the address.";
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    for (@Nullable Throwable next = failure; next != null; next = next.getCause()) {
      if (kind.isInstance(next)) {
        return true;
      }
    }
    return false;
  }
}
