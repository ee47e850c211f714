package dev.connectorkit.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every mutant against every rule: what else breaks, beside the rule that is meant to catch it.
 * Takes long, so it is asked for: {@code mvn -B test -pl connector-testkit -am -Dtest=ProofIT
 * -Dproof=full -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@EnabledIfSystemProperty(
    named = "proof",
    matches = "full",
    disabledReason = "Every mutant against every rule takes long; ask for it with -Dproof=full.")
class ProofIT {

  private static final ReferenceJar REFERENCE = ReferenceJar.oidc();
  private static final Path MATRIX = Path.of("target", "proof.md");

  @TempDir Path folder;

  /** One mutant's outcome. */
  private record Row(Mutant mutant, boolean byItsRule, Set<String> others) {}

  @Test
  void mutantsBreakTheirRuleAndNothingWithoutAReason() throws Exception {
    List<Rule> shared =
        Catalogue.current().rules().stream().filter(rule -> rule.jvm() == Rule.Jvm.SHARED).toList();
    List<Row> rows = new ArrayList<>();
    for (Mutant mutant : Mutants.all()) {
      rows.add(row(mutant, shared));
    }
    write(rows);

    assertThat(rows).allMatch(Row::byItsRule);
  }

  private Row row(Mutant mutant, List<Rule> shared) throws Exception {
    Path jar = Runs.write(folder, "mutant", mutant.jar(REFERENCE));
    List<RuleResult> results = new ArrayList<>(Runs.here(jar, REFERENCE.shape(), shared));
    Rule own = Runs.rule(mutant.rule());
    if (own.jvm() == Rule.Jvm.OWN) {
      results.add(Runs.one(jar, REFERENCE.shape(), own));
    }
    Set<String> broken =
        results.stream()
            .filter(ProofIT::isBroken)
            .map(RuleResult::id)
            .collect(Collectors.toCollection(TreeSet::new));
    boolean byItsRule = broken.remove(mutant.rule());
    return new Row(mutant, byItsRule, broken);
  }

  private static boolean isBroken(RuleResult result) {
    return result.verdict() != Verdict.PASS && result.verdict() != Verdict.NOT_APPLICABLE;
  }

  /** The four figures, and what else each mutant breaks. */
  private static void write(List<Row> rows) throws IOException {
    long killed = rows.stream().filter(row -> row.byItsRule() || !row.others().isEmpty()).count();
    long byItsRule = rows.stream().filter(Row::byItsRule).count();
    Set<String> withMutant =
        rows.stream().map(row -> row.mutant().rule()).collect(Collectors.toSet());
    long without =
        Catalogue.current().rules().stream()
            .filter(rule -> !withMutant.contains(rule.id()))
            .count();
    var page = new StringBuilder();
    page.append("| figure | |\n|---|---|\n");
    page.append("| mutants killed | %d of %d |%n".formatted(killed, rows.size()));
    page.append("| killed by the intended rule | %d of %d |%n".formatted(byItsRule, rows.size()));
    page.append("| false alarms on correct connectors | see CorrectConnectorsTest |\n");
    page.append("| rules without a mutant of their own | %d |%n%n".formatted(without));
    page.append("| mutant | also breaks |\n|---|---|\n");
    rows.forEach(
        row ->
            page.append("| %s | %s |%n".formatted(row.mutant(), String.join(" ", row.others()))));
    Files.writeString(MATRIX, page);
  }
}
