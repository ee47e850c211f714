package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a name leads decides nothing: TLS names the provider, and plain HTTP stays here. */
@Timeout(60)
class NamesTest {

  private static final String EMPTY = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

  /** DNS rebinding: the address of the first answer is the provider's, the next an inner one. */
  @Test
  void aNameThatComesToLeadInwardsGetsNoRequestThere() throws Exception {
    var lookUps = new AtomicInteger();
    InetAddress here = InetAddress.getByName("127.0.0.1");
    InetAddress inner = InetAddress.getByName("127.0.0.2");
    try (var provider =
            RawServer.serving(Fault.AUTHORITY.serverOf("provider.test"), it -> it.send(EMPTY));
        var service =
            RawServer.at(
                inner,
                provider.origin().getPort(),
                Fault.AUTHORITY.serverOf("inner.test"),
                it -> it.send(EMPTY));
        var connections =
            ProviderConnections.open(
                HttpSettings.defaults()
                    .withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())),
                host -> new InetAddress[] {lookUps.getAndIncrement() == 0 ? here : inner})) {
      URI uri = URI.create("https://provider.test:" + provider.origin().getPort() + "/token");
      InstanceHttp http = connections.open("test", Set.of(uri));
      ProviderRequest request =
          ProviderRequest.get(uri).header("Authorization", Canaries.ACCESS_TOKEN);

      assertThat(http.send(request).status()).isEqualTo(200);
      assertThatThrownBy(() -> http.send(request)).hasMessageContaining("is for another name");

      assertThat(service.connections()).isEqualTo(1);
      assertThat(service.requests).isEmpty();
    }
  }

  @Test
  void anAddressThatTakesNoConnectionLeavesItToTheNext() throws Exception {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    InetAddress nobody = InetAddress.getByName("127.0.0.3");
    try (var provider =
            RawServer.serving(Fault.AUTHORITY.serverOf("provider.test"), it -> it.send(EMPTY));
        var connections =
            ProviderConnections.open(
                HttpSettings.defaults()
                    .withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())),
                host -> new InetAddress[] {nobody, here})) {
      URI uri = URI.create("https://provider.test:" + provider.origin().getPort() + "/token");

      assertThat(connections.open("test", Set.of(uri)).send(ProviderRequest.get(uri)).status())
          .isEqualTo(200);
    }
  }

  /** Else the second address, where nobody listens, would be to blame. */
  @Test
  void anAddressWithABadCertificateDoesNot() throws Exception {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    InetAddress nobody = InetAddress.getByName("127.0.0.3");
    try (var provider =
            RawServer.serving(Fault.AUTHORITY.serverOf("other.test"), it -> it.send(EMPTY));
        var connections =
            ProviderConnections.open(
                HttpSettings.defaults()
                    .withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())),
                host -> new InetAddress[] {here, nobody})) {
      URI uri = URI.create("https://provider.test:" + provider.origin().getPort() + "/token");
      InstanceHttp http = connections.open("test", Set.of(uri));

      assertThatThrownBy(() -> http.send(ProviderRequest.get(uri)))
          .hasMessageContaining("is for another name");
    }
  }

  @Test
  void namesThatHangTakeABoundedNumberOfThreads() throws Exception {
    var end = new CountDownLatch(1);
    var lookUps = new AtomicInteger();
    ExecutorService callers = Executors.newCachedThreadPool();
    try (var connections =
        ProviderConnections.open(
            HttpSettings.defaults(),
            host -> {
              lookUps.incrementAndGet();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            })) {
      for (int i = 0; i < 32; i++) {
        URI uri = URI.create("https://n" + i + ".test/");
        InstanceHttp http = connections.open("n" + i, Set.of(uri));
        callers.execute(
            () ->
                assertThatThrownBy(() -> http.send(ProviderRequest.get(uri)))
                    .isInstanceOf(ConnectorException.class));
      }
      await().atMost(Duration.ofMinutes(2)).until(() -> lookUps.get() == 32);

      URI one = URI.create("https://more.test/");
      assertThatThrownBy(() -> connections.open("more", Set.of(one)).send(ProviderRequest.get(one)))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.UNAVAILABLE));
      assertThat(lookUps).hasValue(32);
    } finally {
      end.countDown();
      callers.shutdown();
      assertThat(callers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }
  }

  @RepeatedTest(50)
  void aNameIsLookedUpAgainAfterAFailure() throws Exception {
    var lookUps = new AtomicInteger();
    try (var provider = RawServer.answering(EMPTY);
        var connections =
            ProviderConnections.open(
                HttpSettings.defaults(),
                host -> {
                  if (lookUps.getAndIncrement() == 0) {
                    throw new UnknownHostException(host);
                  }
                  return new InetAddress[] {InetAddress.getLoopbackAddress()};
                })) {
      InstanceHttp http = connections.open("test", Set.of(provider.origin()));

      assertThatThrownBy(() -> http.send(ProviderRequest.get(provider.uri())))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.UNAVAILABLE));
      assertThat(http.send(ProviderRequest.get(provider.uri())).status()).isEqualTo(200);
    }
  }
}
