package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can go wrong between a connector and its provider.
 *
 * @param name what the provider's side does
 * @param expected the code of the failure
 * @param says what the message must tell whoever reads it
 * @param transports what the provider is talked to over
 * @param setting sets it up
 */
record Fault(
    String name,
    ConnectorError expected,
    String says,
    List<Transport> transports,
    Setting setting) {

  enum Transport {
    PLAIN,
    TLS
  }

  /** Sets a fault up. */
  interface Setting {
    Scene open(Transport transport) throws IOException;
  }

  /**
   * Where a fault waits for its call.
   *
   * @param servers those that take part; ended afterwards
   */
  record Scene(
      URI uri, UnaryOperator<HttpSettings> settings, Names.Lookup names, List<RawServer> servers)
      implements AutoCloseable {

    static Scene at(RawServer server) {
      return new Scene(
          server.uri(), UnaryOperator.identity(), InetAddress::getAllByName, List.of(server));
    }

    @Override
    public void close() throws IOException {
      for (RawServer server : servers) {
        server.close();
      }
    }
  }

  static final TestAuthority AUTHORITY = new TestAuthority();
  private static final SSLContext LOCALHOST = AUTHORITY.serverOf("localhost");

  static @Nullable SSLContext tls(Transport transport) {
    return transport == Transport.TLS ? LOCALHOST : null;
  }

  /** A provider that reads the request, and then does this. */
  static Fault answer(
      String name, ConnectorError expected, String says, RawServer.Behaviour behaviour) {
    return new Fault(
        name,
        expected,
        says,
        List.of(Transport.PLAIN, Transport.TLS),
        transport -> Scene.at(RawServer.serving(tls(transport), behaviour)));
  }

  /** As {@link #answer}, where all is in this text. */
  static Fault text(String name, ConnectorError expected, String says, String response) {
    return answer(name, expected, says, connection -> connection.send(response));
  }

  /** Something on the way to a provider, or in its TLS. */
  static Fault way(String name, ConnectorError expected, String says, Setting setting) {
    return new Fault(name, expected, says, List.of(Transport.TLS), setting);
  }

  @Override
  public String toString() {
    return name;
  }
}
