package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.instance.StoredInstance.State;
import dev.connectorkit.console.transfer.ImportPlan;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a terminal says of a plan. */
class PlanPrinterTest {

  private static final Difference CHANGE = new Difference("config /clientId", "\"a\"", "\"b\"");

  @Test
  void aChangeThatWaitsIsNotCalledTheSame() {
    assertThat(printed(step(Action.KEEP, List.of(), true)))
        .startsWith("= one (sample) is saved as it is in the file")
        .contains("waits beside what is live", "--enable-untried")
        .doesNotContain("is the same");
    assertThat(printed(step(Action.CHANGE, List.of(CHANGE), true)))
        .startsWith("~ one (sample)")
        .contains("waits beside what is live", "config /clientId: \"a\" -> \"b\"");
    assertThat(printed(step(Action.KEEP, List.of(), false)))
        .isEqualTo("= one (sample) is the same");
  }

  private static Step step(Action action, List<Difference> differences, boolean waits) {
    return new Step(action, "one", "sample", State.ENABLED, differences, Set.of(), waits, waits);
  }

  private static String printed(Step step) {
    var out = new ByteArrayOutputStream();
    new PlanPrinter(new PrintStream(out, true, UTF_8))
        .print(new ImportPlan(1, List.of(step), List.of(), false));
    return out.toString(UTF_8).strip();
  }
}
