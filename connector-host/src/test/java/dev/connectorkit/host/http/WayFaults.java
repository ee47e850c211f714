package dev.connectorkit.host.http;

import static dev.connectorkit.spi.ConnectorError.TIMEOUT;
import static dev.connectorkit.spi.ConnectorError.UNAVAILABLE;

import dev.connectorkit.host.http.Fault.Scene;
import dev.connectorkit.spi.ConnectorError;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** What can go wrong before a provider has the request. */
final class WayFaults {

  private static final URI FAR = URI.create("https://provider.test/token");
  private static final SSLContext FAR_TLS = Fault.AUTHORITY.serverOf("provider.test");

  private WayFaults() {}

  static Stream<Fault> all() {
    return Stream.of(network(), tls(), proxy()).flatMap(faults -> faults);
  }

  private static Stream<Fault> network() {
    return Stream.of(
        Fault.way(
            "has a name that does not exist",
            UNAVAILABLE,
            "The name of provider.test cannot be resolved",
            transport ->
                far(
                    host -> {
                      throw new UnknownHostException(host);
                    })),
        Fault.way(
            "has a name whose look-up hangs",
            TIMEOUT,
            "The name of provider.test was not resolved within 1 s. Check DNS",
            transport ->
                far(
                    host -> {
                      awaitForever();
                      throw new UnknownHostException(host);
                    })),
        Fault.way(
            "calls a foreign address localhost",
            UNAVAILABLE,
            "The name of localhost",
            transport ->
                new Scene(
                    URI.create("http://localhost:9/token"),
                    UnaryOperator.identity(),
                    host -> new InetAddress[] {InetAddress.getByName("192.0.2.1")},
                    List.of())),
        Fault.way(
            "listens nowhere",
            UNAVAILABLE,
            "refuses connections. Check address and port",
            transport -> {
              RawServer gone = RawServer.bare("https", RawConnection::hold);
              gone.close();
              return Scene.at(gone);
            }));
  }

  private static Stream<Fault> tls() {
    return Stream.of(
        Fault.way(
            "never answers the TLS handshake",
            TIMEOUT,
            "did not finish the TLS handshake within",
            transport -> Scene.at(RawServer.bare("https", RawConnection::hold))),
        Fault.way(
            "drips its TLS handshake",
            TIMEOUT,
            "did not finish the TLS handshake within",
            // The head of a handshake record of 16 KiB, and what may be its content.
            transport ->
                Scene.at(RawServer.bare("https", it -> it.drip("\26\3\3\100\0" + "\2\0\0")))),
        Fault.way(
            "closes within the TLS handshake",
            UNAVAILABLE,
            "the TLS handshake",
            transport -> Scene.at(RawServer.bare("https", RawConnection::cut))),
        Fault.way(
            "speaks plain HTTP where TLS is due",
            UNAVAILABLE,
            "does not speak TLS there. Check scheme and port",
            transport ->
                Scene.at(RawServer.bare("https", it -> it.send("HTTP/1.1 400 No\r\n\r\n")))),
        certificate(
            "has a self-signed certificate",
            "comes from no authority this host trusts",
            new TestAuthority().serverOf("localhost")),
        certificate(
            "has an expired certificate",
            "has expired or is not valid yet",
            Fault.AUTHORITY.expiredServerOf("localhost")),
        certificate(
            "has a certificate for another host",
            "is for another name",
            Fault.AUTHORITY.serverOf("other.example")));
  }

  private static Fault certificate(String name, String says, SSLContext server) {
    return Fault.way(
        name,
        UNAVAILABLE,
        says,
        transport -> Scene.at(RawServer.serving(server, it -> it.send("unreachable"))));
  }

  private static Stream<Fault> proxy() {
    String secrets = Canaries.echo();
    return Stream.of(
        proxy(
            "is behind a proxy that refuses",
            UNAVAILABLE,
            "(status 403). Allow it in the proxy",
            it -> it.send("HTTP/1.1 403 " + secrets + "\r\nContent-Length: 2\r\n\r\n{}")),
        proxy(
            "is behind a proxy that asks for credentials",
            UNAVAILABLE,
            "credentials for a proxy are not supported",
            it ->
                it.send(
                    "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\""
                        + secrets
                        + "\"\r\nContent-Length: 0\r\n\r\n")),
        proxy(
            "is behind a proxy that redirects",
            UNAVAILABLE,
            "(status 302)",
            it ->
                it.send(
                    "HTTP/1.1 302 No\r\nLocation: https://other.example\r\nContent-Length: 0\r\n\r\n")),
        proxy(
            "is behind a proxy that answers 204",
            UNAVAILABLE,
            "(status 204)",
            it -> {
              it.send("HTTP/1.1 204 No Content\r\n\r\n");
              it.hold();
            }),
        proxy(
            "is behind a proxy that never answers",
            TIMEOUT,
            "The proxy localhost:",
            RawConnection::hold),
        proxy(
            "is behind a proxy that answers garbage",
            UNAVAILABLE,
            "does not answer in proper HTTP. Check the address of the proxy",
            it -> it.send(secrets + "\r\n\r\n")),
        proxy(
            "is behind a proxy that closes",
            UNAVAILABLE,
            "The proxy localhost:",
            RawConnection::cut),
        proxy(
            "is behind a proxy that says yes, and no more",
            TIMEOUT,
            "did not finish the TLS handshake within",
            it -> {
              it.send("HTTP/1.1 200 OK\r\n\r\n");
              it.hold();
            }),
        proxy(
            "is behind a proxy that stands in its place",
            UNAVAILABLE,
            "is for another name",
            it -> {
              it.send("HTTP/1.1 200 OK\r\n\r\n");
              it.secure(Fault.AUTHORITY.serverOf("other.example"));
              it.read();
            }),
        proxy(
            "never answers, behind a proxy",
            TIMEOUT,
            "provider.test (through the proxy localhost:",
            it -> {
              it.send("HTTP/1.1 200 OK\r\n\r\n");
              it.secure(FAR_TLS);
              it.read();
              it.hold();
            }),
        Fault.way(
            "is behind a proxy that is not there",
            UNAVAILABLE,
            "refuses connections",
            transport -> {
              RawServer gone = RawServer.bare("http", RawConnection::hold);
              gone.close();
              return behind(gone);
            }));
  }

  private static Fault proxy(
      String name, ConnectorError expected, String says, RawServer.Behaviour behaviour) {
    return Fault.way(name, expected, says, transport -> behind(RawServer.plain(behaviour)));
  }

  private static Scene behind(RawServer proxy) {
    return new Scene(
        FAR,
        settings -> settings.withProxy(proxy.address()),
        InetAddress::getAllByName,
        List.of(proxy));
  }

  private static Scene far(Names.Lookup names) {
    return new Scene(FAR, UnaryOperator.identity(), names, List.of());
  }

  private static void awaitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
