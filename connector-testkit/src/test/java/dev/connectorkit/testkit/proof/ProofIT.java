package dev.connectorkit.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every mutant against every rule that needs no process of its own, and against its own rule: what
 * else breaks, and whether {@code also-broken.json} says why. Takes long, so it is asked for, in
 * parts if need be: {@code mvn -B test -pl connector-testkit -am -Dtest=ProofIT -Dproof=full
 * -Dproof.part=1/12 -Dsurefire.failIfNoSpecifiedTests=false}. After a change of some rules, {@code
 * -Dproof.rules=AUTH-01,IDT-18} looks at those alone; {@code -Dproof.mutants=} takes a regular
 * expression of their names. The table is added to {@code target/proof.md}.
 */
@EnabledIfSystemProperty(
    named = "proof",
    matches = "full",
    disabledReason = "Every mutant against every rule takes long; ask for it with -Dproof=full.")
class ProofIT {

  private static final ReferenceJar REFERENCE = ReferenceJar.oidc();
  private static final Path TABLE = Path.of("target", "proof.md");
  private static final int AT_ONCE = 2;

  @TempDir Path folder;

  /** One mutant's outcome. */
  private record Row(Mutant mutant, boolean byItsRule, Set<String> others, String reasons) {}

  @Test
  void mutantsBreakTheirRuleAndNothingWithoutAReason() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<Row> rows = new ArrayList<>();
    try {
      List<Future<Row>> running = new ArrayList<>();
      part(Proof.mutants()).forEach(mutant -> running.add(threads.submit(() -> row(mutant))));
      for (Future<Row> run : running) {
        rows.add(run.get());
      }
    } finally {
      threads.shutdownNow();
    }
    write(rows);

    assertThat(rows).allMatch(Row::byItsRule);
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(Proof.unexplained(row.mutant(), row.others()))
                    .as("%s breaks more than is explained: %s", row.mutant(), row.reasons())
                    .isEmpty());
  }

  /** All, or those of a name, or one part of many. */
  private static List<Mutant> part(List<Mutant> named) {
    var name = Pattern.compile(System.getProperty("proof.mutants", ""));
    List<Mutant> all =
        named.stream().filter(mutant -> name.matcher(mutant.toString()).find()).toList();
    String[] part = System.getProperty("proof.part", "1/1").split("/");
    int number = Integer.parseInt(part[0]);
    int of = Integer.parseInt(part[1]);
    List<Mutant> some = new ArrayList<>();
    for (int i = number - 1; i < all.size(); i += of) {
      some.add(all.get(i));
    }
    return some;
  }

  private Row row(Mutant mutant) throws Exception {
    List<Rule> shared =
        Catalogue.current().rules().stream()
            .filter(rule -> rule.jvm() == Rule.Jvm.SHARED && asked(rule, mutant))
            .toList();
    Path jar = Runs.write(folder, "mutant", mutant.jar(REFERENCE));
    String shape = mutant.shapeText(REFERENCE);
    List<RuleResult> results = new ArrayList<>(Runs.here(jar, shape, shared));
    Rule own = Runs.rule(mutant.rule());
    if (own.jvm() == Rule.Jvm.OWN) {
      results.add(Runs.one(jar, shape, own));
    }
    List<RuleResult> broken = results.stream().filter(ProofIT::isBroken).toList();
    Set<String> ids =
        broken.stream().map(RuleResult::id).collect(Collectors.toCollection(TreeSet::new));
    boolean byItsRule = ids.remove(mutant.rule());
    String reasons =
        broken.stream()
            .map(result -> result.id() + " " + result.reason())
            .collect(Collectors.joining("\n"));
    return new Row(mutant, byItsRule, ids, reasons);
  }

  /** All, or some and the mutant's own. */
  private static boolean asked(Rule rule, Mutant mutant) {
    String some = System.getProperty("proof.rules", "");
    return some.isEmpty()
        || List.of(some.split(",")).contains(rule.id())
        || rule.id().equals(mutant.rule());
  }

  private static boolean isBroken(RuleResult result) {
    return result.verdict() != Verdict.PASS && result.verdict() != Verdict.NOT_APPLICABLE;
  }

  private static void write(List<Row> rows) throws IOException {
    long killed = rows.stream().filter(row -> row.byItsRule() || !row.others().isEmpty()).count();
    long byItsRule = rows.stream().filter(Row::byItsRule).count();
    var page = new StringBuilder(Proof.figures(killed, byItsRule, rows.size()));
    page.append("\n| mutant | also breaks |\n|---|---|\n");
    rows.forEach(
        row ->
            page.append("| %s | %s |%n".formatted(row.mutant(), String.join(" ", row.others()))));
    System.out.println(page);
    Files.writeString(TABLE, page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
