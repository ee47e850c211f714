package dev.connectorkit.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP response of a provider. */
public final class ProviderResponse {

  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  /** A response with these parts, which are copied. */
  public ProviderResponse(int status, Map<String, List<String>> headers, byte[] body) {
    this.status = status;
    var copy = new LinkedHashMap<String, List<String>>();
    headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    this.headers = java.util.Collections.unmodifiableMap(copy);
    this.body = body.clone();
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** All headers; names in lower case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header, looked up without case. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** A copy of the body; empty when there is none. */
  public byte[] body() {
    return body.clone();
  }

  /** Status and size: headers and body may hold secrets. */
  @Override
  public String toString() {
    return "ProviderResponse[status=" + status + ", " + body.length + " bytes]";
  }
}
