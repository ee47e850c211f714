package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Journal;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What went over the wire, short enough to read and without secrets. */
final class WireExcerpt {

  private static final int MAX_EXCHANGES = 6;
  private static final int MAX_BODY = 400;
  private static final String MASK = "(secret)";

  private WireExcerpt() {}

  static List<String> of(Journal journal, Set<String> secrets) {
    List<String> longestFirst =
        secrets.stream().sorted(Comparator.comparing(String::length).reversed()).toList();
    List<String> lines = new ArrayList<>();
    List<Journal.Exchange> exchanges = journal.exchanges();
    for (Journal.Exchange exchange :
        exchanges.subList(Math.max(0, exchanges.size() - MAX_EXCHANGES), exchanges.size())) {
      lines.add("> " + masked(request(exchange.request()), longestFirst));
      lines.add("< " + masked(response(exchange.response()), longestFirst));
    }
    return lines;
  }

  private static String request(FakeRequest request) {
    var line = new StringBuilder(request.method());
    line.append(' ').append(request.origin()).append(request.target());
    request
        .header("authorization")
        .ifPresent(
            header ->
                line.append(" [Authorization: ")
                    .append(header.split(" ")[0])
                    .append(" ")
                    .append(MASK)
                    .append("]"));
    if (request.body().length > 0) {
      line.append("  ").append(cut(new String(request.body(), UTF_8)));
    }
    return line.toString();
  }

  private static String response(FakeResponse response) {
    if (response.fault() != null) {
      return "(the connection is broken on purpose)";
    }
    if (response.status() == 0) {
      return "(closed without an answer)";
    }
    return response.status() + "  " + cut(new String(response.body(), UTF_8));
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_BODY ? line : line.substring(0, MAX_BODY) + "…";
  }

  private static String masked(String text, List<String> secrets) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(URLEncoder.encode(secret, UTF_8), MASK).replace(secret, MASK);
      // Bodies are cut before they are masked: what is left of a secret at the end goes as well.
      int half = Math.min(12, secret.length());
      int begin = masked.lastIndexOf(secret.substring(0, half));
      if (begin >= 0) {
        masked = masked.substring(0, begin) + MASK + "…";
      }
    }
    return masked;
  }
}
