package dev.connectorkit.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A correct connector passes, whatever its nature: no rule cries wolf. */
class CorrectConnectorsTest {

  private static final ReferenceJar REFERENCE = ReferenceJar.oidc();

  @TempDir Path folder;

  static List<ReferenceJar> connectors() {
    return List.of(REFERENCE, ReferenceJar.plain(), ReferenceJar.quirks());
  }

  static List<Mutant> oddConnectors() {
    return OddConnectors.all();
  }

  /** Without the rules that need a process of their own, which other tests run on plugin jars. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("connectors")
  void passesEveryRuleThatApplies(ReferenceJar connector) throws Exception {
    Path jar = Runs.write(folder, connector.name(), connector.jar());
    List<Rule> shared =
        Catalogue.current().rules().stream().filter(rule -> rule.jvm() == Rule.Jvm.SHARED).toList();

    requireNoAlarm(Runs.here(jar, connector.shape(), shared), 90);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("connectors")
  @EnabledIfSystemProperty(named = "tests", matches = "all")
  void passesAllRulesInProcesses(ReferenceJar connector) throws Exception {
    Path jar = Runs.write(folder, connector.name(), connector.jar());

    requireNoAlarm(Runs.inProcesses(jar, Catalogue.current().rules()), 100);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddConnectors")
  @EnabledIfSystemProperty(named = "tests", matches = "all")
  void passesAllRulesHoweverOddItLooks(Mutant connector) throws Exception {
    Path jar = Runs.write(folder, "odd", connector.jar(REFERENCE));

    requireNoAlarm(Runs.inProcesses(jar, Catalogue.current().rules()), 100);
  }

  private static void requireNoAlarm(List<RuleResult> results, int leastPassed) {
    assertThat(results)
        .filteredOn(
            result ->
                result.verdict() != Verdict.PASS && result.verdict() != Verdict.NOT_APPLICABLE)
        .as("alarms")
        .isEmpty();
    assertThat(results)
        .filteredOn(result -> result.verdict() == Verdict.PASS)
        .hasSizeGreaterThanOrEqualTo(leastPassed);
  }
}
