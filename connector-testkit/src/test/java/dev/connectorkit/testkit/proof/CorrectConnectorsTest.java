package dev.connectorkit.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A correct connector passes, whatever its nature: no rule cries wolf. */
class CorrectConnectorsTest {

  @TempDir Path folder;

  static List<ReferenceJar> connectors() {
    return List.of(ReferenceJar.oidc(), ReferenceJar.plain(), ReferenceJar.quirks());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("connectors")
  void passesEveryRuleThatApplies(ReferenceJar connector) throws Exception {
    Path jar = Runs.write(folder, connector.name(), connector.jar());

    List<RuleResult> results = Runs.inProcesses(jar, Catalogue.current().rules());

    assertThat(results)
        .filteredOn(
            result ->
                result.verdict() != Verdict.PASS && result.verdict() != Verdict.NOT_APPLICABLE)
        .as("alarms")
        .isEmpty();
    assertThat(results)
        .filteredOn(result -> result.verdict() == Verdict.PASS)
        .hasSizeGreaterThan(90);
  }
}
