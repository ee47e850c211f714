package dev.connectorkit.testkit.check;

import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Whether a connector works where the host's language, numbers, time zone and character set are
 * others than the author's. Rules that hold otherwise are tried in a process of such a host.
 */
final class Abroad {

  // In Turkish an i in capitals is no I; Arabic numbers have digits of their own.
  private static final List<String> HOST =
      List.of(
          "-Duser.language=tr",
          "-Duser.country=TR",
          "-Duser.language.format=ar",
          "-Duser.country.format=EG",
          "-Duser.timezone=Asia/Kathmandu",
          "-Dfile.encoding=ISO-8859-1");
  private static final String ORDINARY = "USR-12";
  // Those about words, numbers, times and characters.
  private static final List<String> RULES =
      List.of(
          ORDINARY, "AUTH-03", "AUTH-04", "CB-01", "CB-02", "CB-04", "TOK-03", "TOK-07", "TOK-09",
          "TOK-11", "IDT-01", "IDT-05", "USR-03", "USR-05", "USR-08", "NET-08", "CAP-02", "CAP-04",
          "CAP-07");

  private Abroad() {}

  static void check(Bench bench) throws IOException {
    Map<String, RuleResult> there = AbroadProbe.run(bench, RULES, HOST);
    List<String> broken = RULES.stream().filter(rule -> isBroken(there.get(rule))).toList();
    // What does not hold at home either is told by its own rule.
    Map<String, RuleResult> here =
        broken.isEmpty() ? Map.of() : AbroadProbe.run(bench, broken, List.of());
    if (here.containsKey(ORDINARY) && isBroken(here.get(ORDINARY))) {
      bench.add(
          new Finding(
              Verdict.NOT_REACHED,
              "a sign-in on a host in another language",
              "an ordinary sign-in succeeds",
              "it does not",
              List.of()));
      return;
    }
    for (String rule : RULES) {
      if (!broken.contains(rule) || isBroken(here.get(rule))) {
        bench.passed();
      } else {
        bench.add(finding(rule, there.get(rule)));
      }
    }
  }

  private static boolean isBroken(@org.jspecify.annotations.Nullable RuleResult result) {
    return result == null
        || result.verdict() != Verdict.PASS && result.verdict() != Verdict.NOT_APPLICABLE;
  }

  private static Finding finding(
      String rule, @org.jspecify.annotations.Nullable RuleResult result) {
    String what = rule + " on a host in Turkish, with Arabic digits, in Nepal, with ISO-8859-1";
    if (result == null || result.findings().isEmpty()) {
      return new Finding(
          Verdict.FAIL, what, "it holds as it does elsewhere", "the process ended", List.of());
    }
    Finding first = result.findings().get(0);
    return new Finding(
        Verdict.FAIL,
        what + ": " + first.what(),
        first.expected() + ", as it does elsewhere",
        first.got(),
        first.wire());
  }
}
