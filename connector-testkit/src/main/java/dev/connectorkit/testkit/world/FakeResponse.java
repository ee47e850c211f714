package dev.connectorkit.testkit.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fake origin answers.
 *
 * @param status the HTTP status; 0 to close the connection without an answer
 * @param headers the headers by name
 * @param body the body
 * @param delay how long to wait before answering
 * @param fault what happens in place of an answer; null for an answer
 */
public record FakeResponse(
    int status, Map<String, String> headers, byte[] body, Duration delay, @Nullable Fault fault) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Answers at once. */
  public FakeResponse(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Duration.ZERO, null);
  }

  /** Breaks the protocol; for origins of a {@link FakeInternet} only. */
  public static FakeResponse broken(Fault fault) {
    return new FakeResponse(0, Map.of(), new byte[0], Duration.ZERO, fault);
  }

  /** No answer: the connection is closed. */
  public static FakeResponse dropped() {
    return new FakeResponse(0, Map.of(), new byte[0]);
  }

  /** A response with a text body. */
  public static FakeResponse of(int status, String contentType, String body) {
    return new FakeResponse(status, Map.of("Content-Type", contentType), body.getBytes(UTF_8));
  }

  /** A response with a JSON body. */
  public static FakeResponse json(int status, Object value) {
    try {
      return of(status, "application/json; charset=utf-8", JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  public static FakeResponse html(int status, String page) {
    return of(status, "text/html; charset=utf-8", page);
  }

  /** 303 See Other. */
  public static FakeResponse redirect(URI location) {
    return new FakeResponse(303, Map.of("Location", location.toString()), new byte[0]);
  }

  public FakeResponse header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new FakeResponse(status, more, body, delay, fault);
  }

  /** The same answer with another body. */
  public FakeResponse withBody(byte[] other) {
    return new FakeResponse(status, headers, other, delay, fault);
  }

  /** The same answer with another status. */
  public FakeResponse withStatus(int other) {
    return new FakeResponse(other, headers, body, delay, fault);
  }

  /** The same answer, later. */
  public FakeResponse after(Duration wait) {
    return new FakeResponse(status, headers, body, wait, fault);
  }
}
