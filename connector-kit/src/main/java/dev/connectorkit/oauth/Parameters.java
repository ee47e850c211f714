package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Request parameters in {@code application/x-www-form-urlencoded} form. */
final class Parameters {

  private Parameters() {}

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /**
   * Adds parameters to an endpoint, keeping its own query (RFC 6749 §3.1). A parameter of the query
   * that is also given anew is dropped: none may occur twice.
   */
  static URI append(URI endpoint, Map<String, String> parameters) {
    String kept =
        endpoint.getRawQuery() == null
            ? ""
            : Arrays.stream(endpoint.getRawQuery().split("&"))
                .filter(pair -> !pair.isEmpty() && !parameters.containsKey(nameOf(pair)))
                .collect(Collectors.joining("&"));
    String added =
        parameters.entrySet().stream()
            // %20 is a space to form and plain URI decoders alike; "+" is not.
            .map(p -> encode(p.getKey()) + "=" + encode(p.getValue()).replace("+", "%20"))
            .collect(Collectors.joining("&"));
    String query = kept.isEmpty() ? added : kept + "&" + added;
    return URI.create(
        endpoint.getScheme()
            + "://"
            + endpoint.getRawAuthority()
            + endpoint.getRawPath()
            + "?"
            + query);
  }

  /**
   * Reads a form; of a repeated name the first value counts.
   *
   * @throws IllegalArgumentException when a percent sign is not followed by two digits
   */
  static Map<String, Object> decode(String form) {
    var values = new LinkedHashMap<String, Object>();
    for (String pair : form.strip().split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(nameOf(pair), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return values;
  }

  private static String nameOf(String pair) {
    int equals = pair.indexOf('=');
    return URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8);
  }
}
