package dev.connectorkit.console.api;

import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation answers.
 *
 * @param body JSON-shaped; empty for none
 */
record ApiAnswer(HttpStatus status, Optional<Object> body, Map<String, String> headers) {

  static ApiAnswer ok(Object body) {
    return new ApiAnswer(HttpStatus.OK, Optional.of(body), Map.of());
  }

  /**
   * @param location path of what was made
   */
  static ApiAnswer created(String location, Object body) {
    return new ApiAnswer(HttpStatus.CREATED, Optional.of(body), Map.of("Location", location));
  }

  static ApiAnswer nothing() {
    return new ApiAnswer(HttpStatus.NO_CONTENT, Optional.empty(), Map.of());
  }

  /** With the revision that a change must name, as a strong entity tag (RFC 9110 §8.8.3). */
  ApiAnswer at(long revision) {
    var all = new LinkedHashMap<>(headers);
    all.put("ETag", "\"" + revision + "\"");
    return new ApiAnswer(status, body, all);
  }
}
