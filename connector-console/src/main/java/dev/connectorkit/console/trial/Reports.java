package dev.connectorkit.console.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.host.trial.ProviderCall;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports as JSON, for programs. */
public final class Reports {

  // Of a column; sealing makes four characters out of three bytes, and adds some.
  private static final int LONGEST = 250_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Reports() {}

  public static Map<String, Object> of(TrialReport report) {
    return of(report, report.calls().size());
  }

  /**
   * @param calls how many of the calls to the provider, from the first one on
   */
  private static Map<String, Object> of(TrialReport report, int calls) {
    var json = new LinkedHashMap<String, Object>();
    json.put("passed", report.passed());
    json.put("redirectUri", report.redirectUri().toString());
    json.put("steps", report.steps().stream().map(Reports::step).toList());
    json.put("failure", report.failure().map(Reports::failure).orElse(null));
    json.put("profile", report.profile());
    json.put("scopes", report.scopes());
    json.put("calls", report.calls().stream().limit(calls).map(Reports::call).toList());
    return json;
  }

  /** To be stored. What a provider answered is left out from the end on where it is too much. */
  static String text(TrialReport report) {
    String text = text(report, report.calls().size());
    for (int calls = report.calls().size(); text.length() > LONGEST; calls /= 2) {
      text = text(report, Math.max(0, calls - 1));
    }
    return text;
  }

  public static Map<String, Object> of(CheckReport report) {
    var json = new LinkedHashMap<String, Object>();
    json.put("verdict", word(report.verdict()));
    json.put("sentence", report.sentence());
    json.put("failure", report.failure().map(Reports::failure).orElse(null));
    json.put("calls", report.calls().stream().map(Reports::call).toList());
    return json;
  }

  private static Map<String, String> step(TrialReport.Step step) {
    var json = new LinkedHashMap<String, String>();
    json.put("step", word(step.step()));
    json.put("outcome", word(step.outcome()));
    return json;
  }

  private static Map<String, Object> failure(TrialReport.Failure failure) {
    var json = new LinkedHashMap<String, Object>();
    json.put("step", word(failure.step()));
    json.put("code", failure.code());
    json.put("providerCode", orNull(failure.providerCode()));
    json.put("sentence", failure.sentence());
    json.put("advice", failure.advice());
    json.put("pointer", orNull(failure.pointer()));
    return json;
  }

  private static Map<String, Object> call(ProviderCall call) {
    var json = new LinkedHashMap<String, Object>();
    json.put("kind", word(call.kind()));
    json.put("method", call.method());
    json.put("address", call.address());
    json.put("parameters", call.parameters());
    json.put("milliseconds", call.duration().toMillis());
    json.put("status", call.status().isPresent() ? call.status().getAsInt() : null);
    json.put("answer", orNull(call.answer()));
    json.put("claims", orNull(call.claims()));
    json.put("failure", call.failure().map(error -> error.code()).orElse(null));
    return json;
  }

  private static String text(TrialReport report, int calls) {
    try {
      return JSON.writeValueAsString(of(report, calls));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A report is JSON-shaped.", e);
    }
  }

  private static @Nullable String orNull(String text) {
    return Optional.of(text).filter(some -> !some.isEmpty()).orElse(null);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
