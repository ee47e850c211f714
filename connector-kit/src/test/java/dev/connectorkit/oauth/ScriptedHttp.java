package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers by path, and remembers what it was asked. */
final class ScriptedHttp implements ProviderHttp {

  final List<ProviderRequest> requests = new ArrayList<>();
  private final Map<String, Supplier<ProviderResponse>> answers = new HashMap<>();

  ScriptedHttp on(String path, int status, String body) {
    return on(path, () -> new ProviderResponse(status, Map.of(), body.getBytes(UTF_8)));
  }

  ScriptedHttp on(String path, Supplier<ProviderResponse> answer) {
    answers.put(path, answer);
    return this;
  }

  @Override
  public ProviderResponse send(ProviderRequest request) {
    requests.add(request);
    Supplier<ProviderResponse> answer = answers.get(request.uri().getPath());
    if (answer == null) {
      throw new AssertionError("Nobody expected " + request);
    }
    return answer.get();
  }

  List<ProviderRequest> at(String path) {
    return requests.stream().filter(request -> request.uri().getPath().equals(path)).toList();
  }

  static Map<String, String> form(ProviderRequest request) {
    return parameters(new String(request.body(), UTF_8));
  }

  static Map<String, String> parameters(String encoded) {
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : encoded.split("&")) {
      String[] parts = pair.split("=", 2);
      String before =
          parameters.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
      if (before != null) {
        throw new AssertionError("The parameter " + parts[0] + " comes twice.");
      }
    }
    return parameters;
  }
}
