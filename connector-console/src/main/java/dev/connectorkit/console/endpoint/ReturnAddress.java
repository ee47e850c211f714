package dev.connectorkit.console.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.handover.HandoverRequest;
import dev.connectorkit.console.handover.OAuthException;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the browser goes back to; registered, and never taken from a request alone.
 *
 * @param state the application's
 * @param issuer so that it can tell servers apart (RFC 9207)
 */
record ReturnAddress(String redirectUri, Optional<String> state, String issuer) {

  static ReturnAddress of(HandoverRequest request, String issuer) {
    return new ReturnAddress(request.redirectUri(), Optional.of(request.state()), issuer);
  }

  /** RFC 6749 §4.1.2. */
  void code(Context context, String code) {
    send(context, Map.of("code", code));
  }

  /** RFC 6749 §4.1.2.1. */
  void error(Context context, OAuthException refusal) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", refusal.error().code());
    answer.put("error_description", String.valueOf(refusal.getMessage()));
    send(context, answer);
  }

  private void send(Context context, Map<String, String> answer) {
    Map<String, String> all = new LinkedHashMap<>(answer);
    state.ifPresent(value -> all.put("state", value));
    all.put("iss", issuer);
    String query =
        all.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    // RFC 6749 §3.1.2: a query of the address itself stays.
    String separator = redirectUri.contains("?") ? "&" : "?";
    context.redirect(redirectUri + separator + query, HttpStatus.SEE_OTHER);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
