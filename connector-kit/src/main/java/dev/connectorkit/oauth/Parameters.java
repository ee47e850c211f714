package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Request parameters in {@code application/x-www-form-urlencoded} form. */
final class Parameters {

  /** By character: those that form encoding leaves as they are. */
  private static final boolean[] PLAIN = plain();

  /** By character: the others of ASCII, encoded. */
  private static final String[] ENCODED = encoded();

  private Parameters() {}

  /** In form encoding; most values are their own. */
  static String encode(String text) {
    return isPlain(text) ? text : URLEncoder.encode(text, UTF_8);
  }

  /**
   * Adds parameters to an endpoint, keeping its own query (RFC 6749 §3.1). A parameter of the query
   * that is also given anew is dropped: none may occur twice.
   */
  static URI append(URI endpoint, Map<String, String> parameters) {
    String text = endpoint.toString();
    int end = text.indexOf(endpoint.getRawQuery() == null ? '#' : '?');
    var uri = new StringBuilder(512).append(text, 0, end < 0 ? text.length() : end);
    char separator = '?';
    if (endpoint.getRawQuery() != null) {
      for (String pair : endpoint.getRawQuery().split("&")) {
        if (!pair.isEmpty() && !parameters.containsKey(nameOf(pair))) {
          uri.append(separator).append(pair);
          separator = '&';
        }
      }
    }
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      uri.append(separator);
      appendEncoded(uri, parameter.getKey());
      appendEncoded(uri.append('='), parameter.getValue());
      separator = '&';
    }
    return URI.create(uri.toString());
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

  /** Appends in form encoding, with %20 for a space: to URI decoders "+" is none. */
  private static void appendEncoded(StringBuilder uri, String text) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        uri.append(URLEncoder.encode(text.substring(from), UTF_8).replace("+", "%20"));
        return;
      }
      if (!isPlain(c)) {
        uri.append(text, from, i).append(ENCODED[c]);
        from = i + 1;
      }
    }
    uri.append(text, from, text.length());
  }

  /** Whether form encoding leaves a text as it is, as it does with all that is base64url. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c < PLAIN.length && PLAIN[c];
  }

  private static boolean[] plain() {
    var plain = new boolean['z' + 1];
    for (char c = 0; c < plain.length; c++) {
      plain[c] = URLEncoder.encode(String.valueOf(c), UTF_8).equals(String.valueOf(c));
    }
    return plain;
  }

  private static String[] encoded() {
    var encoded = new String[0x80];
    for (char c = 0; c < encoded.length; c++) {
      encoded[c] = "%%%02X".formatted((int) c);
    }
    return encoded;
  }
}
