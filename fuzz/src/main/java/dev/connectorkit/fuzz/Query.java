package dev.connectorkit.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads any text as the parameters of a callback, in the way of web frameworks. */
final class Query {

  private Query() {}

  static Map<String, List<String>> parameters(String text) {
    var parameters = new LinkedHashMap<String, List<String>>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      parameters
          .computeIfAbsent(decoded(name), key -> new ArrayList<>())
          .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return parameters;
  }

  /** Percent-encoded octets as Latin-1; whatever is malformed stays as it is. */
  private static String decoded(String text) {
    var decoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (low >= 0) {
        decoded.append((char) (high * 16 + low));
        i += 2;
      } else {
        decoded.append(c == '+' ? ' ' : c);
      }
    }
    return decoded.toString();
  }
}
