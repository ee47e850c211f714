package dev.connectorkit.console.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.instance.SourceProblem;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.logo.OwnLogos;
import dev.connectorkit.console.transfer.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances of a file, and values of the environment. */
class FileAndEnvironmentTest {

  private static final String SVG =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle r='4'/></svg>";

  @TempDir Path folder;
  private Path file;
  private FileAndEnvironment sources;
  private InstanceWorld world;
  private long writes;

  @BeforeEach
  void name() {
    file = folder.resolve("instances.json");
  }

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void anInstanceOfTheFileRunsAndIsNotChangedHere() throws IOException {
    write(entry("one", "id", "canary"));
    open(Map.of());

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
    write(entry("one", "id", "canary"));
    open(Map.of());

    write(entry("one", "changed", "canary"));
    looks(2);
    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("changed");

    Files.writeString(file, "{\"format\": \"connectorkit-instances\", \"canary");
    settle();
    looks(2);
    assertThat(world.running()).containsExactly("one");
    assertThat(world.sync.fileUsable()).isFalse();
    assertThat(world.sync.sourceProblems())
        .extracting(SourceProblem::kind)
        .containsExactly(SourceProblem.Kind.FILE_UNUSABLE);
    assertThat(world.sync.sourceProblems().toString()).doesNotContain("canary");

    Files.delete(file);
    looks(2);
    assertThat(world.running()).containsExactly("one");

    write(entry("two", "id", "canary"));
    looks(2);
    assertThat(world.running()).containsExactly("two");
    assertThat(world.sync.sourceProblems()).isEmpty();
  }

  @Test
  void aFileThatIsStillWrittenToIsNotReadYet() throws IOException {
    write(entry("one", "id", "canary"));
    ManagedFile managed = ManagedFile.open(file);

    write(entry("two", "id", "canary"));
    assertThat(managed.look()).isFalse();
    write(entry("three", "id", "canary"));
    assertThat(managed.look()).isFalse();
    assertThat(managed.content().instances().get(0).id()).isEqualTo("one");

    assertThat(managed.look()).isTrue();
    assertThat(managed.content().instances().get(0).id()).isEqualTo("three");
  }

  @Test
  void aFileThatCannotBeUsedFromTheStartStopsTheStart() throws IOException {
    Files.writeString(file, "{}");

    assertThatThrownBy(() -> FileAndEnvironment.of(Map.of(), Optional.of(file)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--instances");
    assertThatThrownBy(
            () -> FileAndEnvironment.of(Map.of(), Optional.of(folder.resolve("missing.json"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void applicationsAreNotKeptInThatFile() throws IOException {
    write();
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "]}",
                "], \"applications\": [{\"clientId\": \"aaaaaaaaaaaaaaaaaaaaaa\", \"name\": \"Shop\","
                    + " \"redirectUris\": [\"https://shop.example/\"],"
                    + " \"instances\": [\"one\"]}]}"));

    assertThatThrownBy(() -> FileAndEnvironment.of(Map.of(), Optional.of(file)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("/applications");
  }

  @Test
  void aLogoBesideTheFileIsShownAndFollowed() throws IOException {
    Files.createDirectories(folder.resolve("logos"));
    Path picture = folder.resolve("logos").resolve("one.svg");
    Files.writeString(picture, SVG);
    write(withLogos(entry("one", "id", "canary"), "logos/one.svg"));
    open(Map.of());
    InstanceLogos logos = new InstanceLogos(world.database, world.audit, sources::logos);

    String hash = logos.of("one").light().orElseThrow();
    assertThat(new String(logos.find(hash).orElseThrow().content(), UTF_8)).isEqualTo(SVG);
    assertThat(world.sync.sourceProblems()).isEmpty();

    Files.writeString(picture, SVG.replace("4", "3"));
    Files.setLastModifiedTime(picture, FileTime.fromMillis(2_000_000));
    looks(1);
    assertThat(logos.of("one").light()).isPresent().isNotEqualTo(Optional.of(hash));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logos",
        "logos/missing.svg",
        "logos/script.svg",
        "../outside.svg",
        "/etc/passwd",
        "data:image/svg+xml;base64,canary!",
        "instances.json"
      })
  void aLogoThatCannotBeShownTakesDownItselfAloneAndSaysWhy(String text) throws IOException {
    Files.createDirectories(folder.resolve("logos"));
    Files.writeString(folder.resolve("logos/script.svg"), SVG.replace("circle", "script"));
    write(withLogos(entry("one", "id", "canary"), text), entry("two", "id", "canary"));
    open(Map.of());

    assertThat(world.running()).containsExactly("one", "two");
    assertThat(new InstanceLogos(world.database, world.audit, sources::logos).of("one"))
        .isEqualTo(OwnLogos.NONE);
    assertThat(world.sync.sourceProblems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.LOGO_UNUSABLE);
              assertThat(problem.subject()).isEqualTo("one");
              assertThat(problem.message()).contains("light logo", "is not shown");
            });
  }

  @Test
  void aLogoThatIsMendedIsShown() throws IOException {
    write(withLogos(entry("one", "id", "canary"), "one.svg"));
    open(Map.of());
    assertThat(world.sync.sourceProblems()).hasSize(1);

    Files.writeString(folder.resolve("one.svg"), SVG);
    looks(1);

    assertThat(world.sync.sourceProblems()).isEmpty();
    assertThat(new InstanceLogos(world.database, world.audit, sources::logos).of("one").light())
        .isPresent();
  }

  @Test
  void anInstanceOfTheDatabaseDoesNotTakeTheLogoOfOneInTheFile() throws IOException {
    Files.writeString(folder.resolve("one.svg"), SVG);
    write();
    open(Map.of());
    world.create("one", "id", "canary");
    write(withLogos(entry("one", "id", "canary"), "one.svg"));
    looks(2);

    assertThat(new InstanceLogos(world.database, world.audit, sources::logos).of("one"))
        .isEqualTo(OwnLogos.NONE);
  }

  @Test
  void anIdInBothPlacesIsToldAndThatOfTheDatabaseGoesOn() throws IOException {
    write();
    open(Map.of());
    world.create("one", "of the database", "canary");

    write(entry("one", "of the file", "other"));
    looks(2);

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
    write(entry("one", "${env:CLIENT}", "${file:" + secret + "}"));
    open(Map.of("CLIENT", "id"));

    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("id");
    assertThat(world.sample.secretOf("one")).contains("canary");

    Files.writeString(secret, "another\n");
    looks(1);
    assertThat(world.sample.secretOf("one")).contains("another");
  }

  @Test
  void aReferenceToNothingTakesDownThatInstanceAloneAndSaysWhy() throws IOException {
    write(
        entry("one", "id", "${env:NOTHING}"),
        entry("two", "id", "${file:" + folder.resolve("nothing") + "}"),
        entry("three", "id", "canary"));
    open(Map.of());

    assertThat(world.running()).containsExactly("three");
    assertThat(world.sync.problem("one")).contains("The variable NOTHING is not set.");
    assertThat(world.sync.problem("two").orElseThrow()).contains("cannot be read");
    assertThat(world.instances.get("one").missingSecrets()).containsExactly("/clientSecret");
  }

  @Test
  void aVariableStandsInThePlaceOfOneValueAndIsNotChangedHere() {
    open(
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
    open(Map.of());
    world.create("one", "stored", "canary");
    world.close();
    world =
        new InstanceWorld(
            DatabaseSettings.embeddedIn(folder.resolve("data")),
            FileAndEnvironment.of(
                Map.of("CONNECTOR_ONE__CLIENT_ID", "of the environment"), Optional.empty()));
    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("of the environment");

    world.instances.update(
        "one",
        world.instances.get("one").revision(),
        new InstanceChange(
            Map.of("clientId", "of the environment", "server", "https://sample.example"),
            Set.of("/clientSecret"),
            ""),
        "ada");
    world.close();
    world = null;
    open(Map.of());

    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("stored");
    assertThat(world.sample.secretOf("one")).contains("canary");
    assertThat(world.instances.get("one").config()).containsKey("server");
  }

  @Test
  void aVariableAlsoStandsOverTheFile() throws IOException {
    write(entry("one", "id", "${env:NOTHING}"));
    open(Map.of("CONNECTOR_ONE__CLIENT_SECRET", "canary"));

    assertThat(world.sample.secretOf("one")).contains("canary");
    assertThat(world.instances.get("one").missingSecrets()).isEmpty();
  }

  @Test
  void aVariableThatFitsNothingIsToldWithoutItsValue() {
    open(Map.of("CONNECTOR_ONE__CLIENT_IDD", "canary", "CONNECTOR_HOME", "/opt"));
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
    write(entry("one", "id", "secret").replace("\"sample\"", "\"away\""));
    open(Map.of("CONNECTOR_ONE__CLIENT_ID", "canary", "CONNECTOR_ONE_MORE__CLIENT_ID", "canary"));

    assertThat(world.sync.sourceProblems())
        .extracting(SourceProblem::subject)
        .containsExactly("CONNECTOR_ONE_MORE__CLIENT_ID");
  }

  private void open(Map<String, String> environment) {
    sources = FileAndEnvironment.of(environment, Optional.of(file).filter(Files::exists));
    world = new InstanceWorld(DatabaseSettings.embeddedIn(folder.resolve("data")), sources);
  }

  private static String withLogos(String entry, String light) {
    return entry.replace("\"state\"", "\"logos\": {\"light\": \"" + light + "\"}, \"state\"");
  }

  private void looks(int times) {
    for (int i = 0; i < times; i++) {
      world.sync.look();
    }
  }

  private void write(String... entries) throws IOException {
    Files.writeString(
        file,
        "{\"format\": \"connectorkit-instances\", \"version\": 1, \"instances\": ["
            + String.join(", ", entries)
            + "]}");
    settle();
  }

  /** Another time for each: a test is faster than the clock of some file systems. */
  private void settle() throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 + ++writes * 10_000));
  }

  private static String entry(String id, String clientId, String secret) {
    return ("{\"id\": \"%s\", \"connector\": \"sample\", \"state\": \"enabled\","
            + " \"config\": {\"clientId\": \"%s\", \"clientSecret\": \"%s\"}}")
        .formatted(id, clientId, secret);
  }

  private static void refused(ConsoleError error, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
