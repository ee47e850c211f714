package dev.connectorkit.spi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP request to a provider. */
public final class ProviderRequest {

  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final byte[] body;

  private ProviderRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.uri = requireNonNull(uri, "uri is null");
    this.headers = headers;
    this.body = body;
  }

  /** A GET without headers. */
  public static ProviderRequest get(URI uri) {
    return new ProviderRequest("GET", uri, Map.of(), new byte[0]);
  }

  /** A POST of {@code application/x-www-form-urlencoded} parameters in UTF-8. */
  public static ProviderRequest postForm(URI uri, Map<String, String> form) {
    var encoded = new StringBuilder();
    form.forEach(
        (name, value) -> {
          encoded.append(encoded.isEmpty() ? "" : "&").append(encode(name));
          encoded.append('=').append(encode(value));
        });
    return new ProviderRequest(
        "POST",
        uri,
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        encoded.toString().getBytes(US_ASCII));
  }

  /** A POST without content, and so without a {@code Content-Type}. */
  public static ProviderRequest post(URI uri) {
    return new ProviderRequest("POST", uri, Map.of(), new byte[0]);
  }

  /** A POST of any content. */
  public static ProviderRequest post(URI uri, String contentType, byte[] body) {
    return new ProviderRequest("POST", uri, Map.of("Content-Type", contentType), body.clone());
  }

  /** The same request with one more header; replaces a header of exactly that name. */
  public ProviderRequest header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(requireNonNull(name, "name is null"), requireNonNull(value, "value is null"));
    return new ProviderRequest(method, uri, Collections.unmodifiableMap(more), body);
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** Where it goes. */
  public URI uri() {
    return uri;
  }

  /** The headers by name, as set. */
  public Map<String, String> headers() {
    return headers;
  }

  /** A copy of the body; empty when there is none. */
  public byte[] body() {
    return Arrays.copyOf(body, body.length);
  }

  /** Method, origin and path: query, headers and body may hold secrets. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  private static String encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      if (!plain && c != '-') {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
      }
    }
    // Such as codes, verifiers and the names of parameters: encoded they are the same.
    return text;
  }
}
