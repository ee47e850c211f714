package dev.connectorkit.console.api;

import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation answers.
 *
 * @param body JSON-shaped, or the bytes of a file; empty for none
 */
record ApiAnswer(
    HttpStatus status, String mediaType, Optional<Object> body, Map<String, String> headers) {

  static ApiAnswer ok(Object body) {
    return new ApiAnswer(HttpStatus.OK, MediaTypes.JSON, Optional.of(body), Map.of());
  }

  /**
   * @param location path of what was made
   */
  static ApiAnswer created(String location, Object body) {
    return new ApiAnswer(
        HttpStatus.CREATED, MediaTypes.JSON, Optional.of(body), Map.of("Location", location));
  }

  /** Something was made at the very address of the request (RFC 9110 §15.3.2). */
  static ApiAnswer createdHere() {
    return new ApiAnswer(HttpStatus.CREATED, MediaTypes.JSON, Optional.empty(), Map.of());
  }

  static ApiAnswer nothing() {
    return new ApiAnswer(HttpStatus.NO_CONTENT, MediaTypes.JSON, Optional.empty(), Map.of());
  }

  static ApiAnswer file(String mediaType, byte[] content) {
    return new ApiAnswer(HttpStatus.OK, mediaType, Optional.of(content), Map.of());
  }

  /** With the revision that a change must name, as a strong entity tag (RFC 9110 §8.8.3). */
  ApiAnswer at(long revision) {
    return with("ETag", "\"" + revision + "\"");
  }

  ApiAnswer with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new ApiAnswer(status, mediaType, body, all);
  }

  /** What goes over the wire. */
  Optional<byte[]> bytes() {
    return body.map(content -> content instanceof byte[] file ? file : Json.write(content));
  }
}
