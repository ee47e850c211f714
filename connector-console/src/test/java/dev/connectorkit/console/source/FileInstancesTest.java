package dev.connectorkit.console.source;

import static dev.connectorkit.console.source.FileWorld.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.instance.SourceProblem;
import dev.connectorkit.console.instance.StoredInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that are kept in a file, which is watched. */
class FileInstancesTest {

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
  void anInstanceOfTheFileRunsAndIsNotChangedHere() throws IOException {
    files.write(entry("one", "id", "canary"));
    world = files.open(Map.of());

    StoredInstance one = world.instances.get("one");
    assertThat(one.source()).isEqualTo(StoredInstance.Source.FILE);
    assertThat(one.config()).isEqualTo(Map.of("clientId", "id"));
    assertThat(one.secrets()).containsOnlyKeys("/clientSecret");
    assertThat(one.toString()).doesNotContain("canary");
    assertThat(world.sample.secretOf("one")).contains("canary");
    assertThat(world.sync.enabled()).hasSize(1);

    InstanceChange change = InstanceWorld.change("other", "other");
    List.<Runnable>of(
            () -> world.instances.update("one", one.revision(), change, "ada"),
            () -> world.instances.enable("one", true, "ada"),
            () -> world.instances.disable("one", "ada"),
            () -> world.order.move("one", 1, "ada"),
            () -> world.instances.remove("one", "ada"))
        .forEach(attempt -> refused(ConsoleError.READ_ONLY, attempt));
    refused(ConsoleError.CONFLICT, () -> world.instances.create("one", "sample", change, "ada"));
  }

  @Test
  void aChangedFileIsNoticedWhenItIsCompleteAndABrokenOneChangesNothing() throws IOException {
    files.write(entry("one", "id", "canary"));
    world = files.open(Map.of());

    files.write(entry("one", "changed", "canary"));
    files.looks(2);
    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("changed");

    Files.writeString(files.file, "{\"format\": \"connectorkit-instances\", \"canary");
    files.settle();
    files.looks(2);
    assertThat(world.running()).containsExactly("one");
    assertThat(world.sync.fileUsable()).isFalse();
    assertThat(world.sync.sourceProblems())
        .extracting(SourceProblem::kind)
        .containsExactly(SourceProblem.Kind.FILE_UNUSABLE);
    assertThat(world.sync.sourceProblems().toString()).doesNotContain("canary");

    Files.delete(files.file);
    files.looks(2);
    assertThat(world.running()).containsExactly("one");

    files.write(entry("two", "id", "canary"));
    files.looks(2);
    assertThat(world.running()).containsExactly("two");
    assertThat(world.sync.sourceProblems()).isEmpty();
  }

  @Test
  void aFileThatIsStillWrittenToIsNotReadYet() throws IOException {
    files.write(entry("one", "id", "canary"));
    ManagedFile managed = ManagedFile.open(files.file);

    files.write(entry("two", "id", "canary"));
    assertThat(managed.look()).isFalse();
    files.write(entry("three", "id", "canary"));
    assertThat(managed.look()).isFalse();
    assertThat(managed.content().instances().get(0).id()).isEqualTo("one");

    assertThat(managed.look()).isTrue();
    assertThat(managed.content().instances().get(0).id()).isEqualTo("three");
  }

  @Test
  void aFileThatCannotBeUsedFromTheStartStopsTheStart() throws IOException {
    Files.writeString(files.file, "{}");

    assertThatThrownBy(() -> FileAndEnvironment.of(Map.of(), Optional.of(files.file)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--instances");
    assertThatThrownBy(
            () -> FileAndEnvironment.of(Map.of(), Optional.of(folder.resolve("missing.json"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void applicationsAreNotKeptInThatFile() throws IOException {
    files.write();
    Files.writeString(
        files.file,
        Files.readString(files.file)
            .replace(
                "]}",
                "], \"applications\": [{\"clientId\": \"aaaaaaaaaaaaaaaaaaaaaa\", \"name\": \"Shop\","
                    + " \"redirectUris\": [\"https://shop.example/\"],"
                    + " \"instances\": [\"one\"]}]}"));

    assertThatThrownBy(() -> FileAndEnvironment.of(Map.of(), Optional.of(files.file)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("/applications");
  }

  @Test
  void anIdInBothPlacesIsToldAndThatOfTheDatabaseGoesOn() throws IOException {
    files.write();
    world = files.open(Map.of());
    world.create("one", "of the database", "canary");

    files.write(entry("one", "of the file", "other"));
    files.looks(2);

    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("of the database");
    assertThat(world.sync.sourceProblems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.ID_CLASH);
              assertThat(problem.subject()).isEqualTo("one");
            });
    assertThat(world.instances.list()).hasSize(1);

    world.instances.remove("one", "ada");
    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("of the file");
    assertThat(world.instances.list()).hasSize(1);
    assertThat(world.sync.sourceProblems()).isEmpty();
  }

  @Test
  void referencesStandForVariablesAndFilesAndFollowThem() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "canary\n");
    files.write(entry("one", "${env:CLIENT}", "${file:" + secret + "}"));
    world = files.open(Map.of("CLIENT", "id"));

    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("id");
    assertThat(world.sample.secretOf("one")).contains("canary");

    Files.writeString(secret, "another\n");
    files.looks(1);
    assertThat(world.sample.secretOf("one")).contains("another");
  }

  @Test
  void aReferenceToNothingTakesDownThatInstanceAloneAndSaysWhy() throws IOException {
    files.write(
        entry("one", "id", "${env:NOTHING}"),
        entry("two", "id", "${file:" + folder.resolve("nothing") + "}"),
        entry("three", "id", "canary"));
    world = files.open(Map.of());

    assertThat(world.running()).containsExactly("three");
    assertThat(world.sync.problem("one")).contains("The variable NOTHING is not set.");
    assertThat(world.sync.problem("two").orElseThrow()).contains("cannot be read");
    assertThat(world.instances.get("one").missingSecrets()).containsExactly("/clientSecret");
  }

  private static void refused(ConsoleError error, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
