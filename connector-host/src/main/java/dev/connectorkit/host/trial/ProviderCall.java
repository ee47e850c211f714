package dev.connectorkit.host.trial;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ProviderRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One request of a connector to its provider. Has no secret in it: what is not known to be harmless
 * was masked before it got here.
 *
 * @param kind what it was for
 * @param method of HTTP
 * @param address scheme, host, port and path
 * @param parameters of its query and its form, masked
 * @param duration from sending to having read the answer, or to the failure
 * @param status of the answer; empty when there was none
 * @param answer JSON on several lines, masked and cut; empty when it was none
 * @param claims of the ID Token in the answer, in the same way; not verified here
 * @param failure why there was no answer
 */
public record ProviderCall(
    Kind kind,
    String method,
    String address,
    Map<String, String> parameters,
    Duration duration,
    OptionalInt status,
    String answer,
    String claims,
    Optional<ConnectorError> failure) {

  public ProviderCall {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** What a request is for, as far as the request itself tells. */
  public enum Kind {
    /** To the token endpoint: it has a {@code grant_type} (RFC 6749 §4.1.3). */
    TOKEN,
    /** With an access token, such as to userinfo (RFC 6750 §2). */
    RESOURCE,
    /** Anything else, such as for a discovery document or keys. */
    OTHER;

    public static Kind of(ProviderRequest request) {
      String form = new String(request.body(), ISO_8859_1);
      String query = request.uri().getRawQuery();
      if (has(form, "grant_type") || has(query, "grant_type")) {
        return TOKEN;
      }
      boolean bearer =
          request.headers().entrySet().stream()
              .filter(header -> header.getKey().equalsIgnoreCase("Authorization"))
              // Some providers want other words than "Bearer" in front of the token.
              .anyMatch(header -> !header.getValue().regionMatches(true, 0, "Basic ", 0, 6));
      return bearer || has(form, "access_token") || has(query, "access_token") ? RESOURCE : OTHER;
    }

    private static boolean has(@Nullable String parameters, String name) {
      return parameters != null
          && (parameters.startsWith(name + "=") || parameters.contains("&" + name + "="));
    }
  }

  /** Whether it was answered with a status of success. */
  public boolean succeeded() {
    return status.isPresent() && status.getAsInt() >= 200 && status.getAsInt() < 300;
  }
}
