package dev.connectorkit.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.OrdinarySignIn;
import dev.connectorkit.testkit.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final Report.Line BEFORE = line("AUTH-10", Verdict.FAIL, finding("two tabs", ""));

  @Test
  void anOrdinarySignInThatDoesNotWorkComesFirstAndOnce() {
    Report.Line ordinary = line("USR-12", Verdict.FAIL, finding(OrdinarySignIn.CASE, "Map it."));

    String text = Summary.of(report(BEFORE, ordinary));

    assertThat(text).startsWith("START HERE").containsSubsequence("USR-12", "AUTH-10");
    assertThat(text.split("FAILED  USR-12", -1)).hasSize(2);
    assertThat(text).contains("to do:    Map it.");
    assertThat(HtmlReport.of(report(BEFORE, ordinary))).contains("Start with <a href=\"#USR-12\"");
  }

  @Test
  void whereOneWorksTheFailuresStandForThemselves() {
    Report.Line renamed = line("USR-12", Verdict.FAIL, finding("the example person, renamed", ""));

    assertThat(Summary.of(report(BEFORE, renamed)))
        .startsWith("FAILED  AUTH-10")
        .contains("to do:    What the rule says.");
  }

  @Test
  void whatIsPassedOverIsToldByReason() {
    assertThat(
            Summary.notes(
                report(
                    line("CAP-02", Verdict.NOT_APPLICABLE),
                    line("CAP-03", Verdict.NOT_APPLICABLE),
                    line("CAP-08", Verdict.WARN))))
        .isEqualTo("warned CAP-08: A reason.\nnot applicable CAP-02 CAP-03: A reason.\n");
  }

  private static Finding finding(String what, String cure) {
    return new Finding(Verdict.FAIL, what, "something", "another thing", List.of(), cure);
  }

  private static Report.Line line(String id, Verdict verdict, Finding... findings) {
    return new Report.Line(
        id,
        id.substring(0, id.indexOf('-')),
        2,
        "A title",
        "MUST",
        "required",
        verdict,
        "A reason.",
        "A clause",
        "What the rule says.",
        1,
        1,
        List.of(findings));
  }

  private static Report report(Report.Line... lines) {
    return new Report(
        "0.1.0",
        "2026.1",
        new Report.Plugin("acme.jar", "acme", "1.0.0", "0".repeat(64)),
        "2026-01-01T00:00:00Z",
        1,
        false,
        0,
        Report.FAILURES,
        List.of(),
        List.of(lines));
  }
}
