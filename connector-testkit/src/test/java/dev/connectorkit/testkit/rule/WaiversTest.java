package dev.connectorkit.testkit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaiversTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path folder;

  @Test
  void aBrokenRuleIsWaivedWithItsReason() throws Exception {
    var applied =
        waivers("AUTH-04", "2026-12-31").apply(List.of(result("AUTH-04", Verdict.FAIL)), NOW);

    assertThat(applied.stale()).isEmpty();
    assertThat(applied.results())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.WAIVED);
              assertThat(result.reason()).contains("the provider cuts it", "2026-12-31");
            });
  }

  @Test
  void aWaiverWhoseRulePassesIsStale() throws Exception {
    var applied =
        waivers("AUTH-04", "2026-12-31").apply(List.of(result("AUTH-04", Verdict.PASS)), NOW);

    assertThat(applied.stale()).singleElement().asString().contains("AUTH-04", "stale");
  }

  @Test
  void aWaiverThatExpiredIsStaleAndWaivesNothing() throws Exception {
    var applied =
        waivers("AUTH-04", "2026-11-24").apply(List.of(result("AUTH-04", Verdict.FAIL)), NOW);

    assertThat(applied.stale()).singleElement().asString().contains("expired on 2026-11-24");
    assertThat(applied.results().get(0).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aWaiverOfNoRuleIsStale() throws Exception {
    var applied = waivers("AUTH-99", "2026-12-31").apply(List.of(), NOW);

    assertThat(applied.stale()).singleElement().asString().contains("There is no rule AUTH-99");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "not JSON",
        "null",
        "[null]",
        "[{\"rule\": \"AUTH-04\", \"reason\": \"x\", \"expires\": \"2026-12-31\"},"
            + "{\"rule\": \"AUTH-04\", \"reason\": \"y\", \"expires\": \"2027-12-31\"}]",
        "[{\"rule\": \"AUTH-04\", \"expires\": \"2026-12-31\"}]",
        "[{\"rule\": \"AUTH-04\", \"reason\": \" \", \"expires\": \"2026-12-31\"}]",
        "[{\"rule\": \"AUTH-04\", \"reason\": \"x\", \"expires\": \"soon\"}]",
        "[{\"rule\": \"AUTH-04\", \"reason\": \"x\"}]"
      })
  void aWaiverWithoutReasonOrEndIsRefused(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("waivers.json"), json);

    assertThatThrownBy(() -> Waivers.read(file))
        .isInstanceOf(InvalidWaiversException.class)
        .hasMessageContaining("waivers.json");
  }

  private Waivers waivers(String rule, String expires) throws Exception {
    String json =
        "[{\"rule\": \"%s\", \"reason\": \"the provider cuts it\", \"expires\": \"%s\"}]"
            .formatted(rule, expires);
    return Waivers.read(Files.writeString(folder.resolve("waivers.json"), json));
  }

  private static RuleResult result(String id, Verdict verdict) {
    return RuleResult.without(id, verdict, "It is cut.");
  }
}
