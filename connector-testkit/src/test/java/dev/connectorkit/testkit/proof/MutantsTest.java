package dev.connectorkit.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule bites: a connector with its defect does not pass it. */
class MutantsTest {

  /** Rules that no code of a connector can break, each with the reason. */
  static final Set<String> UNBREAKABLE =
      Set.of(
          // The host hands over an immutable copy.
          "CFG-08",
          // The host owns state.
          "CB-05",
          // TLS is the host's.
          "NET-10");

  private static final ReferenceJar REFERENCE = ReferenceJar.oidc();

  @TempDir Path folder;

  static List<Mutant> mutants() {
    return Mutants.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void isCaughtByTheRuleThatIsMeantToCatchIt(Mutant mutant) throws Exception {
    Rule rule = Runs.rule(mutant.rule());
    Path jar = Runs.write(folder, "mutant", mutant.jar(REFERENCE));

    RuleResult result = Runs.one(jar, REFERENCE.shape(), rule);

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
        .filteredOn(id -> !UNBREAKABLE.contains(id))
        .allMatch(withMutant::contains);
  }

  @Test
  void whoFailsAtOnceIsNotTakenForSafe() throws Exception {
    Path jar = Runs.write(folder, "crash-early", Mutants.crashEarly().jar(REFERENCE));
    List<Rule> hostile =
        Catalogue.current().rules().stream()
            .filter(rule -> rule.jvm() == Rule.Jvm.SHARED)
            .filter(rule -> rule.reach() != null && rule.forbid() != null)
            .toList();

    assertThat(hostile).hasSizeGreaterThan(25);
    assertThat(Runs.here(jar, REFERENCE.shape(), hostile))
        .allSatisfy(
            result ->
                assertThat(result.verdict())
                    .as(result.id() + " " + result.reason())
                    .isIn(Verdict.NOT_REACHED, Verdict.FAIL, Verdict.WARN));
  }
}
