package dev.connectorkit.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.check.Examiner;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a plugin does to its process ends as a verdict about the plugin. */
@Timeout(300)
class RuinousPluginsTest {

  private static final ReferenceJar REFERENCE = ReferenceJar.oidc();

  @TempDir Path folder;

  @Test
  void whoEndsTheProcessHasFailed() throws Exception {
    List<RuleResult> results = run(Mutants.exits(), "AUTH-02,AUTH-04,META-03");

    assertThat(results)
        .filteredOn(result -> result.id().startsWith("AUTH"))
        .allSatisfy(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(result.reason()).contains("ended with exit code 7");
            });
    assertThat(results)
        .filteredOn(result -> result.id().equals("META-03"))
        .singleElement()
        .satisfies(result -> assertThat(result.verdict()).isEqualTo(Verdict.PASS));
  }

  @Test
  void whoTakesAllMemoryHasFailed() throws Exception {
    assertThat(run(Mutants.fillsTheHeap(), "AUTH-02"))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(result.reason()).containsAnyOf("ran out of memory", "OutOfMemoryError");
            });
  }

  @Test
  void whoDoesNotReturnHasFailed() throws Exception {
    assertThat(run(Mutants.hangs(), "AUTH-02"))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(result.reason()).contains("does not return");
            });
  }

  @Test
  void whoNeverReturnsIsNotCalledForEver() throws Exception {
    Path jar = Runs.write(folder, "ruinous", Mutants.hangs().jar(REFERENCE));
    List<Rule> rules = Catalogue.current().select("AUTH,CB,TOK");

    List<RuleResult> results = Runs.inProcesses(jar, rules, 0.25);

    // Six rules are checked at a time, and each of these may have begun to wait.
    assertThat(results).noneMatch(result -> result.verdict() == Verdict.PASS);
    assertThat(results)
        .filteredOn(result -> result.reason().contains("does not return within 5"))
        .hasSizeBetween(1, 6);
    assertThat(results)
        .filteredOn(result -> result.reason().contains("too many hung already"))
        .hasSizeGreaterThan(6);
  }

  @Test
  void aCrowdThatHangsCountsOnce() throws Exception {
    Mutant mutant = Mutants.holdsTheCrowd();
    Path jar = Runs.write(folder, "ruinous", mutant.jar(REFERENCE));

    try (Examiner examiner = Examiner.open(jar, mutant.shapeText(REFERENCE), 0.25, false)) {
      // Three times 64 calls do not return. Twelve such cases, and no further call is made.
      RuleResult crowd = examiner.examine(Runs.rule("CON-01"));
      assertThat(crowd.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(crowd.findings())
          .hasSize(3)
          .allSatisfy(finding -> assertThat(finding.got()).contains("does not return"));

      RuleResult next = examiner.examine(Runs.rule("AUTH-02"));
      assertThat(next.verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void whoWaitsInCloseHoldsNoOtherRuleUp() throws Exception {
    List<RuleResult> results = run(Mutants.waitsInClose(), "AUTH,CB,LIFE-06");

    assertThat(results)
        .filteredOn(result -> result.verdict() == Verdict.FAIL)
        .extracting(RuleResult::id)
        .containsExactly("LIFE-06");
  }

  private List<RuleResult> run(Mutant mutant, String rules) throws Exception {
    Path jar = Runs.write(folder, "ruinous", mutant.jar(REFERENCE));
    List<Rule> selected = Catalogue.current().select(rules);
    return Runs.inProcesses(jar, selected);
  }
}
