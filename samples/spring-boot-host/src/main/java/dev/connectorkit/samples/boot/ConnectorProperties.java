package dev.connectorkit.samples.boot;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties under {@code connectors}.
 *
 * @param publicBaseUrl where browsers reach the application
 * @param plugins a folder of connector jars, beside the connectors on the class path
 * @param instances the instances by id
 * @param proxy an HTTP proxy on the way to providers
 * @param caFile certificate authorities in PEM, trusted beside those of the platform
 */
@ConfigurationProperties("connectors")
record ConnectorProperties(
    URI publicBaseUrl,
    @Nullable Path plugins,
    @DefaultValue Map<String, Instance> instances,
    @Nullable Proxy proxy,
    @Nullable Path caFile) {

  /** Whether cookies can be bound to https; the host allows plain http on loopback only. */
  boolean secure() {
    return "https".equals(publicBaseUrl.getScheme());
  }

  /** With this prefix no other site can plant the cookie; it needs https. */
  String cookieName(String name) {
    return secure() ? "__Host-" + name : name;
  }

  /** A connector by id, and a config that its schema describes. */
  record Instance(String connector, @DefaultValue Map<String, Object> config) {

    /** Names only: a value may be a secret. */
    @Override
    public String toString() {
      return connector + config.keySet();
    }
  }

  record Proxy(String host, int port) {}
}
