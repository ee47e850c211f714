package dev.connectorkit.console;

import dev.connectorkit.console.site.SignInChoices;
import dev.connectorkit.console.site.SignInSite;
import dev.connectorkit.console.web.WebServer;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.testkit.huggingface.FakeClient;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.world.FakeInternet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The site with the shipped plugin jar, and huggingface.co at its production address. */
final class BrowserWorld implements AutoCloseable {

  final FakeHuggingFace provider;
  final FakeInternet internet;
  final MovingClock clock = new MovingClock();
  final URI baseUrl;
  private final ConnectorHost host;
  private final WebServer site;

  BrowserWorld() throws IOException {
    int port;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    baseUrl = URI.create("http://localhost:" + port);
    provider =
        FakeHuggingFace.builder()
            .clock(clock)
            .practisePeople()
            .client(
                FakeClient.confidential(
                    "client", "client-secret", baseUrl + "/callback/huggingface"))
            .build();
    internet = FakeInternet.builder().origin("https://huggingface.co", provider).start();
    host =
        ConnectorHost.builder()
            .plugins(Path.of(System.getProperty("console.plugins")))
            .publicBaseUrl(baseUrl)
            .clock(clock)
            .http(
                HttpSettings.defaults()
                    .withProxy(internet.proxy())
                    .withExtraAuthorities(List.of(internet.authority())))
            .open();
    host.addInstance(
        "huggingface",
        "huggingface-universal",
        Map.of(
            "clientId", "client",
            "clientSecret", "client-secret",
            "scope", "openid profile email"));
    site =
        WebServer.start(
            "127.0.0.1",
            port,
            host.redirectUri("any"),
            List.of(new SignInSite(host, SignInChoices.all(host), false)));
  }

  @Override
  public void close() {
    site.close();
    host.close();
    internet.close();
  }
}
