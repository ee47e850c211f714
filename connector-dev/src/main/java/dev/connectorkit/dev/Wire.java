package dev.connectorkit.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Journal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Requests and answers, as a person reads them. */
final class Wire {

  private static final Set<String> OF_INTEREST = Set.of("authorization", "accept", "content-type");
  private static final int LONGEST = 4_000;

  private Wire() {}

  static String text(Journal.Exchange exchange) {
    FakeRequest request = exchange.request();
    FakeResponse response = exchange.response();
    var text = new StringBuilder();
    text.append(request.method()).append(' ').append(request.origin()).append(request.target());
    request.headers().entrySet().stream()
        .filter(header -> OF_INTEREST.contains(header.getKey()))
        .forEach(
            header ->
                text.append('\n')
                    .append(header.getKey())
                    .append(": ")
                    .append(String.join(", ", header.getValue())));
    if (request.body().length > 0) {
      text.append("\n\n").append(body(request.body()).replace("&", "\n&"));
    }
    text.append("\n\n→ ").append(response.status()).append('\n').append(body(response.body()));
    return text.toString();
  }

  /** The parameters of a query or form, each with its first value. */
  static Map<String, String> parameters(String encoded) {
    var parameters = new LinkedHashMap<String, String>();
    FakeRequest.parse(encoded).forEach((name, values) -> parameters.put(name, values.get(0)));
    return parameters;
  }

  private static String body(byte[] body) {
    String text = new String(body, UTF_8);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
