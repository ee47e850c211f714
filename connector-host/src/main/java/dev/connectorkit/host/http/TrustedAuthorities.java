package dev.connectorkit.host.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The platform's certificate authorities, and the extra ones of the settings beside them. */
final class TrustedAuthorities {

  private TrustedAuthorities() {}

  static SSLContext context(HttpSettings settings) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust(settings), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      // Never falls back to a context that accepts more.
      throw new IllegalStateException("The trusted certificate authorities cannot be set up.", e);
    }
  }

  private static TrustManager[] trust(HttpSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.extraAuthorities().isEmpty()) {
      return factory(null).getTrustManagers();
    }
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    int number = 0;
    for (X509Certificate authority : platform().getAcceptedIssuers()) {
      all.setCertificateEntry("platform-" + number++, authority);
    }
    for (X509Certificate authority : settings.extraAuthorities()) {
      all.setCertificateEntry("extra-" + number++, authority);
    }
    return factory(all).getTrustManagers();
  }

  private static X509TrustManager platform() throws GeneralSecurityException {
    return Arrays.stream(factory(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static TrustManagerFactory factory(
      @org.jspecify.annotations.Nullable KeyStore authorities) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    return factory;
  }
}
