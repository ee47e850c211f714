package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The platform's certificate authorities, and the extra ones of the settings beside them. */
final class TrustedAuthorities {

  private TrustedAuthorities() {}

  /**
   * @throws ConnectorException with {@link ConnectorError#INVALID_CONFIG}; never falls back to a
   *     context that accepts more
   */
  static SSLContext context(HttpSettings settings) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust(settings), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw ConnectorException.of(ConnectorError.INVALID_CONFIG)
          .message(
              "The trusted certificate authorities cannot be read. Check the trust store of this"
                  + " Java (javax.net.ssl.trustStore) and the extra authorities.")
          .cause(e)
          .build();
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

  private static TrustManagerFactory factory(@Nullable KeyStore authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    return factory;
  }
}
