package dev.connectorkit.console.api;

import dev.connectorkit.spi.ConfigProblem;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells that something failed (RFC 9457). The type is {@code about:blank}; what happened is in the
 * member {@code code}.
 */
final class Problem {

  private Problem() {}

  static void tell(Context context, String code, String detail, List<ConfigProblem> problems) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "about:blank");
    body.put("title", HttpStatus.forStatus(context.statusCode()).getMessage());
    body.put("status", context.statusCode());
    body.put("code", code);
    body.put("detail", detail);
    if (!problems.isEmpty()) {
      body.put("errors", problems.stream().map(Problem::one).toList());
    }
    context.contentType(MediaTypes.PROBLEM).result(Json.write(body));
  }

  private static Map<String, String> one(ConfigProblem problem) {
    var one = new LinkedHashMap<String, String>();
    one.put("pointer", problem.pointer());
    one.put("rule", problem.keyword());
    one.put("detail", problem.message());
    return one;
  }
}
