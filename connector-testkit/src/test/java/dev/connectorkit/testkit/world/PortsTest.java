package dev.connectorkit.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Two ports of one host are two origins. */
class PortsTest {

  @Test
  void eachPortHasItsOwnOrigin() throws Exception {
    try (FakeInternet internet =
        FakeInternet.builder()
            .origin("https://id.example", request -> said("usual", request))
            .origin("https://id.example:8443", request -> said("other", request))
            .start()) {
      assertThat(get(internet, "https://id.example/a"))
          .isEqualTo("{\"usual\":\"https://id.example\"}");
      assertThat(get(internet, "https://id.example:8443/a"))
          .isEqualTo("{\"other\":\"https://id.example:8443\"}");
      assertThat(internet.journal().connects())
          .containsExactly("id.example:443", "id.example:8443");
    }
  }

  private static FakeResponse said(String word, FakeRequest request) {
    return FakeResponse.json(200, Map.of(word, request.origin().toString()));
  }

  private static String get(FakeInternet internet, String address) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", internet.authority());
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, managers.getTrustManagers(), null);
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .proxy(ProxySelector.of(internet.proxy()))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    return client
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }
}
