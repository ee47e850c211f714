package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import java.time.Duration;
import java.util.List;

/** The headers that tell how long to wait: a line each for Retry-After, Date and RateLimit. */
final class RetryAfterFuzz {

  private RetryAfterFuzz() {}

  static boolean accepts(byte[] input) {
    String[] lines = new String(input, ISO_8859_1).split("\n", 3);
    var headers = new java.util.HashMap<String, List<String>>();
    List<String> names = List.of("Retry-After", "Date", "RateLimit");
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        headers.put(names.get(i), List.of(lines[i]));
      }
    }
    try {
      new FuzzedProvider()
          .answer("/token", new ProviderResponse(429, headers, new byte[0]))
          .describe("profile")
          .build()
          .complete(FuzzedProvider.callback(), FuzzedProvider.session("profile"));
      throw new Finding("Status 429 is a success.");
    } catch (ConnectorException e) {
      Refusals.check(e);
      if (lines[0].matches("[0-9]{1,9}")) {
        Duration asked = Duration.ofSeconds(Long.parseLong(lines[0]));
        Finding.unless(asked.equals(e.retryAfter().orElse(null)), "Another wait than asked for.");
      }
      return e.retryAfter().isPresent();
    }
  }
}
