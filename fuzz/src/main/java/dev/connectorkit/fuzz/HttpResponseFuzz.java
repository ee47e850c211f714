package dev.connectorkit.fuzz;

import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.http.InstanceHttp;
import dev.connectorkit.host.http.ProviderConnections;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Raw bytes in place of an HTTP response, over a real connection. */
final class HttpResponseFuzz {

  private static final int MAX_BODY = 16 * 1024;
  private static final ProviderConnections CONNECTIONS =
      ProviderConnections.open(
          HttpSettings.defaults().withMaxBodyBytes(MAX_BODY).withDeadline(Duration.ofSeconds(3)));

  private HttpResponseFuzz() {}

  static boolean accepts(byte[] input) {
    try (var server = new RawAnswer(input);
        InstanceHttp http = CONNECTIONS.open("fuzzed", Set.of(server.origin()))) {
      ProviderResponse response = http.send(ProviderRequest.get(server.origin().resolve("/token")));
      Finding.unless(response.body().length <= MAX_BODY, "A body over the cap.");
      Finding.unless(
          response.status() >= 100 && response.status() <= 999, "Status " + response.status());
      int headers = response.headers().values().stream().mapToInt(List::size).sum();
      Finding.unless(headers <= 200, "Headers without an end: " + headers);
      return true;
    } catch (ConnectorException e) {
      Refusals.check(e);
      return false;
    }
  }
}
