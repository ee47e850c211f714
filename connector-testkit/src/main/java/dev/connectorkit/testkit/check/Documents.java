package dev.connectorkit.testkit.check;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.world.FakeResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Answers that carry a JSON document, changed or broken. */
final class Documents {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEPTH = 10_000;

  private Documents() {}

  /** Changes the members of the JSON object that an answer carries. */
  static UnaryOperator<FakeResponse> change(Consumer<Map<String, Object>> change) {
    return proper -> {
      try {
        Map<String, Object> document = JSON.readValue(proper.body(), new TypeReference<>() {});
        change.accept(document);
        return proper.withBody(JSON.writeValueAsBytes(document));
      } catch (IOException e) {
        throw new IllegalStateException("The fake's own answer is no JSON object.", e);
      }
    };
  }

  /** Answers with status 200 that are no JSON object, or none to be trusted, by name. */
  static Map<String, FakeResponse> malformed() {
    var bodies = new LinkedHashMap<String, String>();
    bodies.put("an HTML page", "<!doctype html><title>Sign in</title>");
    bodies.put("nothing", "");
    bodies.put("null", "null");
    bodies.put("an array", "[]");
    bodies.put("a text", "\"access_token\"");
    bodies.put("cut JSON", "{\"access_token\": \"abc\", \"sub\": \"1");
    bodies.put("more after the object", "{\"access_token\": \"a\", \"sub\": \"1\"} trailing");
    bodies.put("10,000 nested arrays", "[".repeat(DEPTH) + "]".repeat(DEPTH));
    bodies.put("10,000 nested objects", "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH));
    var answers = new LinkedHashMap<String, FakeResponse>();
    bodies.forEach(
        (name, body) -> answers.put(name, FakeResponse.of(200, "application/json", body)));
    answers.put("status 204", new FakeResponse(204, Map.of(), new byte[0]));
    answers.put(
        "a redirect",
        new FakeResponse(302, Map.of("Location", "https://attacker.example/"), new byte[0]));
    return answers;
  }

  /** Documents of a provider, such as its key set, in which nothing is of use, by name. */
  static Map<String, FakeResponse> senseless() {
    var bodies = new LinkedHashMap<String, String>();
    bodies.put("an HTML page", "<!doctype html><title>Sign in</title>");
    bodies.put("an array", "[]");
    bodies.put("an empty object", "{}");
    bodies.put("of wrong types", "{\"keys\": \"none\", \"issuer\": 7, \"token_endpoint\": {}}");
    bodies.put("a list of what is no key", "{\"keys\": [null, 1, \"a\", [], {\"kty\": 5}]}");
    bodies.put(
        "a list of a broken key", "{\"keys\": [{\"kty\": \"RSA\", \"n\": \"?\", \"e\": \"\"}]}");
    var answers = new LinkedHashMap<String, FakeResponse>();
    bodies.forEach(
        (name, body) -> answers.put(name, FakeResponse.of(200, "application/json", body)));
    return answers;
  }

  /** The proper object with one of its members a second time, with another value. */
  static UnaryOperator<FakeResponse> repeatedMember(String name) {
    return proper -> {
      String body = new String(proper.body(), java.nio.charset.StandardCharsets.UTF_8).strip();
      return proper.withBody(
          (body.substring(0, body.length() - 1) + ",\"" + name + "\":\"a-second-value\"}")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    };
  }

  /** Values of every JSON type but a text. */
  static Map<String, Object> notTexts() {
    var values = new LinkedHashMap<String, Object>();
    values.put("an object", Map.of("a", "b"));
    values.put("an array", List.of("a"));
    values.put("a number", 7);
    values.put("a flag", true);
    return values;
  }
}
