package dev.connectorkit.host.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.host.trial.ProviderCall.Kind;
import dev.connectorkit.spi.ConnectorConfig;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers the calls of one trial, masked as they come. Safe for use by many threads. Remembers a
 * bounded number.
 */
public final class CallRecorder {

  private static final int MAX_CALLS = 50;

  private static final Set<String> HARMLESS_PARAMETERS =
      Set.of(
          "grant_type",
          "client_id",
          "redirect_uri",
          "scope",
          "response_type",
          "client_assertion_type",
          "token_type_hint",
          "fields");

  private static final Set<String> HARMLESS_HEADERS =
      Set.of("accept", "accept-language", "content-type", "user-agent");

  private final List<ProviderCall> calls = new CopyOnWriteArrayList<>();
  private final Mask mask = new Mask();

  /** The calls so far, in the order in which they ended. */
  public List<ProviderCall> calls() {
    return List.copyOf(calls);
  }

  /**
   * A way out that is recorded.
   *
   * @param config whose secrets are never shown, wherever they turn up
   */
  public ProviderHttp recording(ProviderHttp http, ConnectorConfig config) {
    config.asMap().values().forEach(this::learn);
    return new ProviderHttp() {
      @Override
      public ProviderResponse send(ProviderRequest request) {
        return record(request, http);
      }

      @Override
      public boolean reaches(URI address) {
        return http.reaches(address);
      }
    };
  }

  private void learn(Object value) {
    if (value instanceof Secret secret) {
      mask.learn(secret.reveal());
    } else if (value instanceof Map<?, ?> members) {
      members.values().forEach(this::learn);
    }
  }

  private ProviderResponse record(ProviderRequest request, ProviderHttp http) {
    Map<String, String> sent = parameters(request);
    learn(request);
    Kind kind = Kind.of(request);
    Map<String, String> shown = shown(sent);
    long begun = System.nanoTime();
    try {
      ProviderResponse response = http.send(request);
      add(answered(kind, request, shown, begun, response));
      return response;
    } catch (ConnectorException e) {
      add(
          new ProviderCall(
              kind,
              request.method(),
              address(request.uri()),
              shown,
              since(begun),
              OptionalInt.empty(),
              "",
              "",
              Optional.of(e.error())));
      throw e;
    }
  }

  private ProviderCall answered(
      Kind kind,
      ProviderRequest request,
      Map<String, String> shown,
      long begun,
      ProviderResponse response) {
    Duration took = since(begun);
    Optional<JsonNode> body = body(kind, response);
    // First the one, which learns the tokens, and then what might repeat them.
    String answer =
        body.map(json -> kind == Kind.TOKEN ? mask.tokenResponse(json) : mask.other(json))
            .map(mask::write)
            .orElse("");
    return new ProviderCall(
        kind,
        request.method(),
        address(request.uri()),
        shown,
        took,
        OptionalInt.of(response.status()),
        answer,
        kind == Kind.TOKEN ? body.flatMap(mask::claims).map(mask::write).orElse("") : "",
        Optional.<ConnectorError>empty());
  }

  private void add(ProviderCall call) {
    if (calls.size() < MAX_CALLS) {
      calls.add(call);
    }
  }

  private void learn(ProviderRequest request) {
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      if (!HARMLESS_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        String[] parts = header.getValue().split(" ", 2);
        mask.learn(header.getValue());
        mask.learn(parts[parts.length - 1].strip());
      }
    }
  }

  private Map<String, String> shown(Map<String, String> sent) {
    var shown = new LinkedHashMap<String, String>();
    sent.forEach(
        (name, value) -> {
          if (HARMLESS_PARAMETERS.contains(name)) {
            shown.put(name, mask.text(value));
          } else {
            mask.learn(value);
            shown.put(name, Mask.MASKED);
          }
        });
    return shown;
  }

  /** Of the query, and of a form in the body. */
  private static Map<String, String> parameters(ProviderRequest request) {
    var parameters = new LinkedHashMap<String, String>();
    decode(String.valueOf(request.uri().getRawQuery()), parameters);
    boolean form =
        request.headers().entrySet().stream()
            .anyMatch(
                header ->
                    header.getKey().equalsIgnoreCase("Content-Type")
                        && header.getValue().startsWith("application/x-www-form-urlencoded"));
    if (form) {
      decode(new String(request.body(), UTF_8), parameters);
    }
    return parameters;
  }

  private static void decode(String text, Map<String, String> into) {
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        try {
          into.put(
              URLDecoder.decode(pair.substring(0, equals), UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        } catch (IllegalArgumentException e) {
          // Not of the form's own making, and so nothing to show.
          into.put("?", pair);
        }
      }
    }
  }

  /** JSON, or what some token endpoints answer in its place: a form. */
  private static Optional<JsonNode> body(Kind kind, ProviderResponse response) {
    byte[] body = response.body();
    Optional<JsonNode> json = Mask.json(body);
    if (json.isPresent() || kind != Kind.TOKEN) {
      return json;
    }
    var members = new LinkedHashMap<String, String>();
    decode(new String(body, UTF_8), members);
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    members.forEach(form::put);
    // An HTML page has an equals sign somewhere, too.
    boolean known = form.has("access_token") || form.has("error");
    return known ? Optional.of(form) : Optional.empty();
  }

  private static String address(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
