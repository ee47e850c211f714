package dev.connectorkit.console.api;

import dev.connectorkit.console.instance.SourceProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the file and the variables that instances come from. */
final class SourceProblems {

  private SourceProblems() {}

  static List<Map<String, String>> json(List<SourceProblem> problems) {
    return problems.stream().map(SourceProblems::one).toList();
  }

  private static Map<String, String> one(SourceProblem problem) {
    var json = new LinkedHashMap<String, String>();
    json.put("code", problem.kind().code());
    json.put("subject", problem.subject());
    json.put("detail", problem.message());
    return json;
  }
}
