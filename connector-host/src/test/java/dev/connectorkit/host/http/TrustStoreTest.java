package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trust store without content, or without sense, never means trust in everybody. */
@Timeout(60)
class TrustStoreTest {

  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  @TempDir Path folder;

  @AfterEach
  void restore() {
    System.clearProperty(TRUST_STORE);
  }

  @Test
  void anEmptyOneAcceptsNobody() throws Exception {
    Path empty = folder.resolve("empty.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(empty)) {
      store.store(out, new char[0]);
    }
    System.setProperty(TRUST_STORE, empty.toString());

    assertNobodyIsAccepted("trusts no certificate authority at all");
  }

  @Test
  void oneThatIsNotThereAcceptsNobody() throws Exception {
    System.setProperty(TRUST_STORE, folder.resolve("nothing").toString());

    assertNobodyIsAccepted("trusts");
  }

  @Test
  void aBrokenOneKeepsTheHostFromStarting() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken"), "rubbish");
    System.setProperty(TRUST_STORE, broken.toString());

    assertThatThrownBy(() -> ProviderConnections.open(HttpSettings.defaults()))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_CONFIG))
        .hasMessageContaining("javax.net.ssl.trustStore");
  }

  @Test
  void theExtraAuthoritiesNeedNoPlatform() throws Exception {
    System.setProperty(TRUST_STORE, folder.resolve("nothing").toString());
    try (var server = server();
        var connections =
            ProviderConnections.open(
                HttpSettings.defaults()
                    .withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())))) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));

      assertThat(http.send(ProviderRequest.get(server.uri())).status()).isEqualTo(200);
    }
  }

  private static void assertNobodyIsAccepted(String says) throws Exception {
    try (var server = server();
        var connections = ProviderConnections.open(HttpSettings.defaults())) {
      InstanceHttp http = connections.open("test", Set.of(server.origin()));

      assertThatThrownBy(() -> http.send(ProviderRequest.get(server.uri())))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.UNAVAILABLE))
          .hasMessageContaining(says);
      assertThat(server.requests).isEmpty();
    }
  }

  private static RawServer server() throws Exception {
    return RawServer.serving(
        Fault.AUTHORITY.serverOf("localhost"),
        it -> it.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  }
}
