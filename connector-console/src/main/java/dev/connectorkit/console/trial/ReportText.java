package dev.connectorkit.console.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.host.trial.ProviderCall;
import dev.connectorkit.spi.ConnectorError;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what {@link Reports} wrote. */
final class ReportText {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReportText() {}

  static TrialReport read(String instance, String mark, String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("It was written here.", e);
    }
    return new TrialReport(
        instance,
        mark,
        URI.create(json.path("redirectUri").asText()),
        all(json.path("steps")).stream()
            .map(
                step ->
                    new TrialReport.Step(
                        TrialStep.valueOf(constant(step.path("step"))),
                        TrialReport.Outcome.valueOf(constant(step.path("outcome")))))
            .toList(),
        Optional.of(json.path("failure")).filter(JsonNode::isObject).map(ReportText::failure),
        texts(json.path("profile")),
        all(json.path("scopes")).stream().map(JsonNode::asText).toList(),
        all(json.path("calls")).stream().map(ReportText::call).toList());
  }

  private static TrialReport.Failure failure(JsonNode json) {
    return new TrialReport.Failure(
        TrialStep.valueOf(constant(json.path("step"))),
        json.path("code").asText(),
        textOrEmpty(json.path("providerCode")),
        json.path("sentence").asText(),
        json.path("advice").asText(),
        textOrEmpty(json.path("pointer")));
  }

  private static ProviderCall call(JsonNode json) {
    String failure = textOrEmpty(json.path("failure"));
    return new ProviderCall(
        ProviderCall.Kind.valueOf(constant(json.path("kind"))),
        json.path("method").asText(),
        json.path("address").asText(),
        texts(json.path("parameters")),
        Duration.ofMillis(json.path("milliseconds").asLong()),
        json.path("status").isInt()
            ? OptionalInt.of(json.path("status").asInt())
            : OptionalInt.empty(),
        textOrEmpty(json.path("answer")),
        textOrEmpty(json.path("claims")),
        Arrays.stream(ConnectorError.values())
            .filter(error -> error.code().equals(failure))
            .findFirst());
  }

  private static List<JsonNode> all(JsonNode list) {
    var all = new ArrayList<JsonNode>();
    list.forEach(all::add);
    return all;
  }

  private static Map<String, String> texts(JsonNode object) {
    var texts = new LinkedHashMap<String, String>();
    object.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    return texts;
  }

  private static String textOrEmpty(JsonNode value) {
    return value.isTextual() ? value.asText() : "";
  }

  private static String constant(JsonNode word) {
    return word.asText().toUpperCase(Locale.ROOT);
  }
}
