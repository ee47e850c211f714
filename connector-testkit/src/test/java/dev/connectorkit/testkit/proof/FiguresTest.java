package dev.connectorkit.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the documentation says about the kit is what the tests assert: {@link MutantsTest} for each
 * broken connector, {@link CorrectConnectorsTest} for each correct one.
 */
class FiguresTest {

  private static final Path PAGE = Path.of("..", "docs", "conformance.md");

  @Test
  void theDocumentationHasTheFigures() throws Exception {
    int mutants = Proof.mutants().size();

    assertThat(Files.readString(PAGE))
        .as("Copy this table into %s.", PAGE)
        .contains(Proof.figures(mutants, mutants, mutants));
  }

  @Test
  void theDocumentationKnowsTheRules() throws Exception {
    List<Rule> rules = Catalogue.current().rules();

    assertThat(Files.readString(PAGE))
        .contains("against %d rules".formatted(rules.size()))
        .contains(
            rules.stream()
                .filter(rule -> rule.kind() == Rule.Kind.STOCHASTIC)
                .map(Rule::id)
                .toList());
  }

  @Test
  void noTwoMutantsHaveTheSameName() {
    List<String> names = Proof.mutants().stream().map(Mutant::toString).toList();

    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void everyExplanationIsOfAMutant() {
    Set<String> names = new HashSet<>(Proof.mutants().stream().map(Mutant::toString).toList());

    assertThat(Proof.explanations().keySet()).allMatch(names::contains);
  }
}
