package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.connectorkit.spi.ProviderResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an input as a provider's answer: a status of three digits, header lines, an empty line and
 * the body. An input that does not begin so is the body of a success.
 */
final class Answer {

  private Answer() {}

  static ProviderResponse of(byte[] input) {
    int end = endOfHead(input);
    if (end < 0) {
      return new ProviderResponse(200, Map.of(), input);
    }
    String[] lines = new String(input, 0, end, ISO_8859_1).split("\n");
    if (!lines[0].matches("[1-5]\\d\\d")) {
      return new ProviderResponse(200, Map.of(), input);
    }
    return new ProviderResponse(
        Integer.parseInt(lines[0]),
        headers(lines),
        Arrays.copyOfRange(input, end + 2, input.length));
  }

  private static Map<String, List<String>> headers(String[] lines) {
    var headers = new LinkedHashMap<String, List<String>>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(
                line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                name -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static int endOfHead(byte[] input) {
    for (int i = 0; i + 1 < input.length; i++) {
      if (input[i] == '\n' && input[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
