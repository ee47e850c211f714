package dev.connectorkit.console.source;

import static dev.connectorkit.console.source.FileWorld.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.instance.SourceProblem;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.transfer.Transfer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of the environment in the place of an instance's own. */
class EnvironmentValuesTest {

  @TempDir Path folder;
  private FileWorld files;
  private InstanceWorld world;

  @BeforeEach
  void name() {
    files = new FileWorld(folder);
  }

  @AfterEach
  void close() {
    files.close();
  }

  @Test
  void aVariableStandsInThePlaceOfOneValueAndIsNotChangedHere() {
    world =
        files.open(
            Map.of(
                "CONNECTOR_ONE__CLIENT_ID", "of the environment",
                "CONNECTOR_ONE__CLIENT_SECRET", "canary"));
    world.create("one", "of the environment", "canary");
    world.create("two", "id", "other");

    StoredInstance one = world.instances.get("one");
    assertThat(one.environment())
        .isEqualTo(
            Map.of(
                "/clientId", "CONNECTOR_ONE__CLIENT_ID",
                "/clientSecret", "CONNECTOR_ONE__CLIENT_SECRET"));
    assertThat(one.config()).containsEntry("clientId", "of the environment");
    assertThat(world.instances.get("two").environment()).isEmpty();
    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("of the environment");
    assertThat(world.sample.secretOf("one")).contains("canary");
    assertThat(Transfer.export(world.database, world.audit, true, "ada").text())
        .doesNotContain("of the environment", "canary");

    refused(
        ConsoleError.READ_ONLY,
        () ->
            world.instances.update(
                "one", one.revision(), InstanceWorld.change("changed", "canary"), "ada"));
  }

  @Test
  void whatIsBelowAVariableStaysAsItWas() {
    world = files.open(Map.of());
    world.create("one", "stored", "canary");
    world = files.open(Map.of("CONNECTOR_ONE__CLIENT_ID", "of the environment"));
    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("of the environment");

    world.instances.update(
        "one",
        world.instances.get("one").revision(),
        new InstanceChange(
            Map.of("clientId", "of the environment", "server", "https://sample.example"),
            Set.of("/clientSecret"),
            ""),
        "ada");
    world = files.open(Map.of());

    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("stored");
    assertThat(world.sample.secretOf("one")).contains("canary");
    assertThat(world.instances.get("one").config()).containsKey("server");
  }

  @Test
  void aVariableAlsoStandsOverTheFile() throws IOException {
    files.write(entry("one", "id", "${env:NOTHING}"));
    world = files.open(Map.of("CONNECTOR_ONE__CLIENT_SECRET", "canary"));

    assertThat(world.sample.secretOf("one")).contains("canary");
    assertThat(world.instances.get("one").missingSecrets()).isEmpty();
  }

  @Test
  void aVariableThatFitsNothingIsToldWithoutItsValue() {
    world = files.open(Map.of("CONNECTOR_ONE__CLIENT_IDD", "canary", "CONNECTOR_HOME", "/opt"));
    world.create("one", "id", "secret");

    assertThat(world.sync.sourceProblems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.VARIABLE_UNUSED);
              assertThat(problem.subject()).isEqualTo("CONNECTOR_ONE__CLIENT_IDD");
              assertThat(problem.toString()).doesNotContain("canary");
            });
  }

  @Test
  void aVariableOfAnInstanceWhoseConnectorIsAwayWaitsWithIt() throws IOException {
    files.write(entry("one", "id", "secret").replace("\"sample\"", "\"away\""));
    world =
        files.open(
            Map.of(
                "CONNECTOR_ONE__CLIENT_ID", "canary", "CONNECTOR_ONE_MORE__CLIENT_ID", "canary"));

    assertThat(world.sync.sourceProblems())
        .extracting(SourceProblem::subject)
        .containsExactly("CONNECTOR_ONE_MORE__CLIENT_ID");
  }

  private static void refused(ConsoleError error, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
