package dev.connectorkit.testkit.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What arrived at a fake origin.
 *
 * @param method the HTTP method
 * @param origin the origin it was asked at, for example {@code https://huggingface.co}
 * @param target path and query
 * @param headers all headers; names in lower case
 * @param body the body
 */
public record FakeRequest(
    String method, URI origin, URI target, Map<String, List<String>> headers, byte[] body) {

  public String path() {
    return target.getPath();
  }

  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The query's parameters in order, with all their values. */
  public Map<String, List<String>> query() {
    return parse(target.getRawQuery());
  }

  /** The body's parameters in order, with all their values. */
  public Map<String, List<String>> form() {
    return parse(new String(body, UTF_8));
  }

  public Optional<String> queryParameter(String name) {
    return query().getOrDefault(name, List.of()).stream().findFirst();
  }

  public Optional<String> formParameter(String name) {
    return form().getOrDefault(name, List.of()).stream().findFirst();
  }

  public Optional<String> cookie(String name) {
    return headers.getOrDefault("cookie", List.of()).stream()
        .flatMap(header -> List.of(header.split(";")).stream())
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  /** Reads form-encoded parameters. */
  public static Map<String, List<String>> parse(@Nullable String encoded) {
    var parameters = new LinkedHashMap<String, List<String>>();
    if (encoded == null) {
      return parameters;
    }
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters
            .computeIfAbsent(URLDecoder.decode(name, UTF_8), key -> new ArrayList<>())
            .add(URLDecoder.decode(value, UTF_8));
      }
    }
    return parameters;
  }
}
