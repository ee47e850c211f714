package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.openqa.selenium.JavascriptExecutor;

/** The accessibility checker axe-core, run in the page that a browser shows. */
final class Axe {

  private static final String SCRIPT = script();

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      // Off by default: WCAG 2.2, 2.5.8.
      const rules = {"target-size": {enabled: true}};
      axe.run(document, {resultTypes: ["violations"], rules}).then(
        (result) => done(result.violations
          .filter((v) => v.impact === "serious" || v.impact === "critical")
          .map((v) => v.id + ": " + v.nodes.map((n) =>
            n.html.slice(0, 200) + " " + n.failureSummary.slice(0, 300)).join(" | "))),
        (failure) => done(["axe failed: " + failure]));
      """;

  private Axe() {}

  /** Each finding of serious or critical impact, with what it is about. */
  static List<String> serious(JavascriptExecutor page) {
    page.executeScript(SCRIPT);
    return ((List<?>) page.executeAsyncScript(RUN)).stream().map(String::valueOf).toList();
  }

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
