package dev.connectorkit.testkit.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.report.Report.Line;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.UnknownRuleException;
import dev.connectorkit.testkit.rule.Verdict;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The broken rules in SARIF 2.1.0, for tools that show findings beside code. */
public final class SarifReport {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private SarifReport() {}

  public static String of(Report report) {
    List<Line> broken =
        report.rules().stream()
            .filter(line -> line.verdict().isFailure() || line.verdict() == Verdict.WARN)
            .toList();
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "connector-testkit");
    driver.put("version", report.kitVersion());
    driver.put("rules", broken.stream().map(SarifReport::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("results", broken.stream().map(line -> result(report, line)).toList());
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    try {
      return JSON.writeValueAsString(log) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A report is always JSON.", e);
    }
  }

  private static Map<String, Object> rule(Line line) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", line.id());
    rule.put("shortDescription", text(line.title()));
    rule.put("help", text(line.fix()));
    URI url = source(line.id()).url();
    if (url != null) {
      rule.put("helpUri", url.toString());
    }
    return rule;
  }

  private static Rule.Source source(String id) {
    try {
      return Catalogue.current().rule(id).sources().get(0);
    } catch (UnknownRuleException e) {
      throw new IllegalStateException("A report is about rules of the catalogue.", e);
    }
  }

  private static Map<String, Object> result(Report report, Line line) {
    Map<String, Object> location =
        Map.of(
            "physicalLocation", Map.of("artifactLocation", Map.of("uri", report.plugin().file())));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", line.id());
    result.put("level", line.verdict() == Verdict.WARN ? "warning" : "error");
    result.put("message", text(line.reason() + " " + line.toDo()));
    result.put("locations", List.of(location));
    // The same finding in the next run is the same one.
    result.put(
        "partialFingerprints", Map.of("ruleOfPlugin/v1", report.plugin().id() + "/" + line.id()));
    return result;
  }

  private static Map<String, Object> text(String text) {
    return Map.of("text", text);
  }
}
