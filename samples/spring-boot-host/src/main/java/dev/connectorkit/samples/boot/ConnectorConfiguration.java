package dev.connectorkit.samples.boot;

import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import jakarta.servlet.SessionCookieConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectorProperties.class)
class ConnectorConfiguration {

  /** One host for the application. Spring closes it with the context, because it has a close(). */
  @Bean
  ConnectorHost connectorHost(ConnectorProperties settings) {
    var builder =
        ConnectorHost.builder()
            .connectorsOnClassPath()
            .publicBaseUrl(settings.publicBaseUrl())
            .http(http(settings));
    if (settings.plugins() != null) {
      builder.plugins(settings.plugins());
    }
    ConnectorHost host = builder.open();
    try {
      settings
          .instances()
          .forEach((id, wanted) -> host.addInstance(id, wanted.connector(), wanted.config()));
      return host;
    } catch (RuntimeException e) {
      host.close();
      throw e;
    }
  }

  /** The session cookie is as strict as the one that binds a sign-in to its browser. */
  @Bean
  ServletContextInitializer sessionCookie(ConnectorProperties settings) {
    return context -> {
      SessionCookieConfig cookie = context.getSessionCookieConfig();
      cookie.setName(settings.cookieName("session"));
      cookie.setSecure(settings.secure());
      cookie.setPath("/");
    };
  }

  private static HttpSettings http(ConnectorProperties settings) {
    HttpSettings http = HttpSettings.defaults();
    if (settings.proxy() != null) {
      http =
          http.withProxy(new InetSocketAddress(settings.proxy().host(), settings.proxy().port()));
    }
    return settings.caFile() == null
        ? http
        : http.withExtraAuthorities(authorities(settings.caFile()));
  }

  private static List<X509Certificate> authorities(Path file) {
    try {
      return PemContent.load(file).getCertificates();
    } catch (IOException | RuntimeException e) {
      throw ConnectorException.of(ConnectorError.INVALID_CERTIFICATE)
          .message("There is no certificate in PEM in '" + file + "'.")
          .cause(e)
          .build();
    }
  }
}
