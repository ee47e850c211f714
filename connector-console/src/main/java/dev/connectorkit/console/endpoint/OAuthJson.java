package dev.connectorkit.console.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.console.handover.OAuthError;
import dev.connectorkit.console.handover.OAuthException;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers to programs. */
final class OAuthJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int WAIT_SECONDS = 60;

  private OAuthJson() {}

  static void body(Context context, Map<String, ?> values) {
    try {
      context
          .contentType("application/json; charset=utf-8")
          .result(JSON.writeValueAsString(values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("These values are JSON-shaped.", e);
    }
  }

  /** RFC 6749 §5.2, RFC 6750 §3. */
  static void refuse(Context context, OAuthException refusal) {
    OAuthError error = refusal.error();
    context.status(error.httpStatus());
    switch (error) {
      case INVALID_CLIENT -> context.header("WWW-Authenticate", "Basic realm=\"token\"");
      case INVALID_TOKEN ->
          context.header("WWW-Authenticate", "Bearer error=\"" + error.code() + "\"");
      case TOO_MANY_REQUESTS -> context.header("Retry-After", Integer.toString(WAIT_SECONDS));
      default -> {}
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("error", error.code());
    values.put("error_description", String.valueOf(refusal.getMessage()));
    body(context, values);
  }
}
