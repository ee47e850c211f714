package dev.connectorkit.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule bites: a connector with its defect does not pass it. An ordinary build tries one
 * defect for each rule that needs a process of its own, and {@code -Dtests=all} tries all.
 */
@Execution(ExecutionMode.CONCURRENT)
class MutantsTest {

  private static final ReferenceJar REFERENCE = ReferenceJar.oidc();
  private static final String ALL = "all";

  @TempDir Path folder;

  static List<Mutant> mutants() {
    Set<String> withProcess = new HashSet<>();
    return Mutants.all().stream()
        .filter(mutant -> !needsProcess(mutant) || withProcess.add(mutant.rule()))
        .toList();
  }

  /** Those that the ordinary build leaves out. */
  static List<Mutant> furtherMutants() {
    Set<String> withProcess = new HashSet<>();
    List<Mutant> further =
        Mutants.all().stream()
            .filter(mutant -> needsProcess(mutant) && !withProcess.add(mutant.rule()))
            .collect(Collectors.toList());
    further.addAll(OtherMutants.all());
    return further;
  }

  private static boolean needsProcess(Mutant mutant) {
    return Runs.rule(mutant.rule()).jvm() == Rule.Jvm.OWN;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void isCaughtByTheRuleThatIsMeantToCatchIt(Mutant mutant) throws Exception {
    requireCaught(mutant);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("furtherMutants")
  @EnabledIfSystemProperty(named = "tests", matches = ALL)
  void isCaughtAlsoWhereTheDefectLooksDifferent(Mutant mutant) throws Exception {
    requireCaught(mutant);
  }

  private void requireCaught(Mutant mutant) throws Exception {
    Rule rule = Runs.rule(mutant.rule());
    Path jar = Runs.write(folder, "mutant", mutant.jar(REFERENCE));

    RuleResult result = Runs.one(jar, mutant.shapeText(REFERENCE), rule);

    assertThat(result.verdict())
        .as("%s: %s", mutant, result.reason())
        .isEqualTo(rule.strength() == Rule.Strength.MUST ? Verdict.FAIL : Verdict.WARN);
  }

  @Test
  void everyRuleThatCodeCanBreakHasAMutant() {
    Set<String> withMutant = Mutants.all().stream().map(Mutant::rule).collect(Collectors.toSet());

    assertThat(Catalogue.current().rules())
        .filteredOn(rule -> rule.strength() == Rule.Strength.MUST)
        .extracting(Rule::id)
        .filteredOn(id -> !Proof.UNBREAKABLE.contains(id))
        .allMatch(withMutant::contains);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("crashing")
  void whoFailsAtOnceIsNotTakenForSafe(Mutant crashing) throws Exception {
    Path jar = Runs.write(folder, "crash-early", crashing.jar(REFERENCE));
    List<Rule> hostile =
        Catalogue.current().rules().stream()
            .filter(rule -> rule.jvm() == Rule.Jvm.SHARED)
            .filter(rule -> rule.reach() != null && rule.forbid() != null)
            .toList();

    assertThat(hostile).hasSizeGreaterThan(25);
    assertThat(Runs.here(jar, Mutants.withResource(), hostile))
        .allSatisfy(
            result ->
                assertThat(result.findings())
                    .as(result.id() + " " + result.reason())
                    .isNotEmpty()
                    // A failure is a good sign-in that does not succeed; no attack is one.
                    .allMatch(finding -> isNotReached(finding) || isGoodSignIn(finding)))
        .filteredOn(result -> result.findings().stream().allMatch(MutantsTest::isNotReached))
        .hasSizeGreaterThan(15)
        .allSatisfy(result -> assertThat(result.verdict()).isEqualTo(Verdict.NOT_REACHED));
  }

  static List<Mutant> crashing() {
    return Mutants.crashEarly();
  }

  private static boolean isNotReached(Finding finding) {
    return finding.verdict() == Verdict.NOT_REACHED;
  }

  private static boolean isGoodSignIn(Finding finding) {
    return finding.expected().matches(".*(succeeds|completes|returns an authorization|starts).*");
  }
}
