package dev.connectorkit.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RuleReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "rules.md");

  /** To write it anew: {@code mvn -pl connector-testkit -am test -Ddocs.write=true}. */
  @Test
  void thePageSaysWhatTheCatalogueSays() throws IOException {
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, RuleReference.markdown());
    }

    assertThat(PAGE).content().isEqualTo(RuleReference.markdown());
  }

  @Test
  void everyRuleSaysWhereItComesFromAndWhatToDo() {
    assertThat(Catalogue.current().rules())
        .hasSizeGreaterThanOrEqualTo(120)
        .allSatisfy(
            rule -> {
              assertThat(rule.id()).matches("[A-Z]{2,4}-\\d{2}");
              assertThat(rule.level()).isBetween(1, 4);
              assertThat(rule.sources()).isNotEmpty();
              assertThat(rule.fix()).isNotBlank();
              assertThat(rule.expected()).isNotBlank();
              assertThat(rule.provocation()).isNotBlank();
            });
    assertThat(Catalogue.current().rules()).extracting(Rule::id).doesNotHaveDuplicates();
  }
}
