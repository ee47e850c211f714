package dev.connectorkit.console;

import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.huggingface.FakeClient;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.world.FakeInternet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A console that was just installed, with the shipped plugin jar, and huggingface.co. */
final class JourneyWorld implements AutoCloseable {

  final FakeHuggingFace provider;
  final FakeInternet internet;
  final ConsoleServer server;
  final URI url;

  JourneyWorld(Path folder) throws IOException {
    int port;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    url = URI.create("http://localhost:" + port);
    provider =
        FakeHuggingFace.builder()
            .practisePeople()
            .client(
                FakeClient.confidential(
                    "client", "CANARY-client-secret", url + "/callback/huggingface"))
            .build();
    internet = FakeInternet.builder().origin("https://huggingface.co", provider).start();
    server =
        ConsoleServer.start(
            new ServeSettings(
                "127.0.0.1",
                port,
                Optional.of(url),
                Path.of(System.getProperty("console.plugins")),
                Optional.empty(),
                DatabaseKind.chosen().fresh(folder),
                SealingKeys.of("k1", key())),
            HttpSettings.defaults()
                .withProxy(internet.proxy())
                .withExtraAuthorities(List.of(internet.authority())),
            Clock.systemUTC(),
            CheapPasswords.COST);
  }

  URI setUpLink() {
    return server.setUpLink().orElseThrow();
  }

  @Override
  public void close() {
    server.close();
    internet.close();
  }

  private static Secret key() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Secret.of(Base64.getEncoder().encodeToString(bytes));
  }
}
