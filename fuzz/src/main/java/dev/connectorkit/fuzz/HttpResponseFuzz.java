package dev.connectorkit.fuzz;

import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.http.InstanceHttp;
import dev.connectorkit.host.http.ProviderConnections;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Raw bytes in place of an HTTP response, over a real connection. */
final class HttpResponseFuzz {

  private static final int MAX_BODY = 16 * 1024;
  private static final RawAnswers SERVER = RawAnswers.open();
  private static final InstanceHttp HTTP =
      ProviderConnections.open(
              HttpSettings.defaults()
                  .withMaxBodyBytes(MAX_BODY)
                  .withDeadline(Duration.ofSeconds(3)))
          .open("fuzzed", Set.of(SERVER.origin()));

  private HttpResponseFuzz() {}

  static boolean accepts(byte[] input) {
    SERVER.next(input);
    URI uri = SERVER.origin().resolve("/token");
    try {
      // The server closes after each answer, so that no input has an effect on the next.
      ProviderResponse response = HTTP.send(ProviderRequest.get(uri));
      Finding.unless(response.body().length <= MAX_BODY, "A body over the cap.");
      Finding.unless(
          response.status() >= 100 && response.status() <= 999, "Status " + response.status());
      int headers = response.headers().values().stream().mapToInt(java.util.List::size).sum();
      Finding.unless(headers <= 200, "Headers without an end: " + headers);
      return true;
    } catch (ConnectorException e) {
      Refusals.check(e);
      return false;
    }
  }
}
