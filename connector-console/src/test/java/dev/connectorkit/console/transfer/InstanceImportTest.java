package dev.connectorkit.console.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.logo.ManagedLogos;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.source.FileAndEnvironment;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.Step;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Export, plan and import, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class InstanceImportTest {

  private static final String ELSEWHERE = "\"server\": \"https://elsewhere.example\", ";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;
  private InstanceWorld world;
  private Instances instances;
  private Transfer transfer;

  @BeforeEach
  void open() {
    world = new InstanceWorld(kind.fresh(folder));
    instances = world.instances;
    transfer = transfer(InstanceSources.none());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anExportHasEverythingButSecrets() {
    world.create("one", "id", "canary");
    instances.enable("one", true, "ada");

    String text = transfer.export(true, "ada").text();

    assertThat(text)
        .contains("\"one\"", "\"sample\"", "\"enabled\"", "\"clientId\"", "\"/clientSecret\"")
        .doesNotContain("canary", "v1.first");
  }

  @Test
  void whatWasExportedIsImportedWithoutAChange() {
    world.create("one", "id", "canary");
    world.create("two", "other", "canary");
    instances.enable("two", true, "ada");

    ImportPlan plan = plan(parsed(transfer.export(true, "ada").text()), true);

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.steps()).extracting(Step::action).containsExactly(Action.KEEP, Action.KEEP);
  }

  @Test
  void anImportIntoAnEmptyConsoleLacksTheSecretsAndSaysSo() {
    world.create("one", "id", "canary");
    instances.enable("one", true, "ada");
    world.create("two", "other", "canary");
    InstancesFile file = parsed(transfer.export(true, "ada").text());
    instances.remove("one", "ada");
    instances.remove("two", "ada");

    ImportPlan plan = plan(file, false);
    assertThat(instances.list()).isEmpty();
    assertThat(plan.steps().get(0).missingSecrets()).containsExactly("/clientSecret");
    transfer.apply(
        file, References.refused(), new ImportOptions(false, true), plan.revision(), "ada");

    StoredInstance one = instances.get("one");
    assertThat(one.state()).isEqualTo(StoredInstance.State.DISABLED);
    assertThat(one.missingSecrets()).containsExactly("/clientSecret");
    assertThat(one.config()).isEqualTo(Map.of("clientId", "id"));
    assertThat(instances.get("two").state()).isEqualTo(StoredInstance.State.DRAFT);
    assertThat(world.running()).isEmpty();
    assertThat(plan(parsed(file()), true).steps())
        .as("nothing is to be entered for what goes")
        .allSatisfy(step -> assertThat(step.missingSecrets()).isEmpty());
    assertThat(world.sync.problem("one").orElseThrow()).contains("/clientSecret");
    refused(ConsoleError.SECRET_MISSING, () -> instances.enable("one", true, "ada"));
    assertThat(plan(file, true).isEmpty()).as("the same once more").isTrue();
    assertThat(transfer.export(true, "ada").text()).contains("\"/clientSecret\"");
  }

  @Test
  void whatWasExportedWipedAndImportedIsExportedTheSame() {
    var applications = new Applications(world.database, world.audit, world.clock);
    var logos = new InstanceLogos(world.database, world.audit, () -> ManagedLogos.NONE);
    create("one", "ünë \"\\", "First & only");
    create("two", "id", "");
    create("three", "id", "Third");
    instances.enable("two", true, "ada");
    instances.enable("three", true, "ada");
    instances.disable("three", "ada");
    world.order.arrange(List.of("three", "one", "two"), "ada");
    logos.put("one", Variant.LIGHT, picture(1), "ada");
    logos.put("one", Variant.DARK, picture(2), "ada");
    logos.put("three", Variant.DARK, picture(3), "ada");
    applications.register(
        new ApplicationChange(
            "Zoo",
            List.of("https://zoo.example/b", "https://zoo.example/a"),
            List.of("two", "one")),
        "ada");
    applications.register(
        new ApplicationChange("Shop", List.of("https://shop.example/callback"), List.of("three")),
        "ada");
    String before = transfer.export(true, "ada").text();
    assertThat(before)
        .contains("First & only", "Zoo", "https://zoo.example/a", "data:image/svg+xml")
        .containsSubsequence("\"three\"", "\"one\"", "\"two\"");

    applications.list().forEach(one -> applications.remove(one.clientId(), "ada"));
    instances.list().forEach(one -> instances.remove(one.id(), "ada"));
    assertThat(transfer.export(true, "ada").text()).doesNotContain("clientId", "data:");
    apply(parsed(before), false);
    assertThat(instances.list()).hasSize(3).noneMatch(StoredInstance::enabled);
    instances.list().forEach(this::enterTheSecret);
    instances.enable("two", true, "ada");

    assertThat(transfer.export(true, "ada").text()).isEqualTo(before);
    assertThat(world.sample.secretOf("one")).contains("canary of one");
  }

  private void create(String id, String clientId, String name) {
    var config = new LinkedHashMap<String, Object>();
    config.put("clientId", clientId);
    config.put("clientSecret", "canary of " + id);
    config.put("server", "https://sample.example");
    instances.create(id, "sample", new InstanceChange(config, Set.of(), name), "ada");
  }

  private void enterTheSecret(StoredInstance one) {
    var config = new LinkedHashMap<>(one.config());
    config.put("clientSecret", "canary of " + one.id());
    instances.update(
        one.id(),
        one.revision(),
        new InstanceChange(config, Set.of(), one.displayName().orElse("")),
        "ada");
  }

  private static byte[] picture(int radius) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle r=\"%d\"/></svg>"
        .formatted(radius)
        .getBytes(UTF_8);
  }

  @Test
  void aMissingSecretIsEnteredAndAllIsWell() {
    InstancesFile file = parsed(file(instance("one", "id", "\"secrets\": [\"/clientSecret\"]")));
    apply(file, false);

    instances.update(
        "one", instances.get("one").revision(), InstanceWorld.change("id", "canary"), "ada");

    assertThat(instances.get("one").missingSecrets()).isEmpty();
    assertThat(instances.enable("one", true, "ada").enabled()).isTrue();
    assertThat(world.sample.secretOf("one")).contains("canary");
    assertThat(plan(file, true).isEmpty()).isTrue();
  }

  @Test
  void aSecretThatIsStoredStaysWhenTheFileHasNone() {
    world.create("one", "id", "canary");

    ImportPlan plan = apply(parsed(file(instance("one", "changed", ""))), false);

    assertThat(plan.steps().get(0).action()).isEqualTo(Action.CHANGE);
    assertThat(plan.steps().get(0).differences())
        .containsExactly(
            new Difference("state", "draft", "enabled"),
            new Difference("config /clientId", "\"id\"", "\"changed\""));
    assertThat(world.sample.secretOf("one")).contains("canary");
    assertThat(world.sample.configs.get("one").text("clientId")).isEqualTo("changed");
  }

  @Test
  void aSecretInTheFileIsSealedAndNeverShown() {
    InstancesFile file =
        parsed(file(instance("one", "id", "").replace("}}", ", \"clientSecret\": \"canary\"}}")));

    ImportPlan plan = apply(file, false);

    assertThat(plan.toString()).doesNotContain("canary");
    assertThat(file.toString()).doesNotContain("canary");
    assertThat(instances.get("one").toString()).doesNotContain("canary");
    assertThat(instances.get("one").enabled()).isTrue();
    assertThat(world.sample.secretOf("one")).contains("canary");
    assertThat(world.audit.entries(Long.MAX_VALUE, 1).toString()).doesNotContain("canary");
    assertThat(plan(file, true).isEmpty()).as("the same secret").isTrue();
  }

  @Test
  void whatIsNotInTheFileIsRemovedOnlyWhenAskedFor() {
    world.create("one", "id", "canary");
    world.create("two", "id", "canary");
    InstancesFile file = parsed(file(instance("two", "id", "").replace("enabled", "draft")));

    assertThat(apply(file, false).count(Action.LEAVE)).isEqualTo(1);
    assertThat(instances.list()).hasSize(2);
    assertThat(apply(file, true).count(Action.REMOVE)).isEqualTo(1);
    assertThat(instances.list()).extracting(StoredInstance::id).containsExactly("two");
    assertThat(world.running()).containsExactly("two");
  }

  @Test
  void theOrderIsThatOfTheFile() {
    world.create("one", "id", "canary");
    world.create("two", "id", "canary");
    world.create("three", "id", "canary");
    InstancesFile file =
        parsed(
            file(
                instance("three", "id", "").replace("enabled", "draft"),
                instance("one", "id", "").replace("enabled", "draft")));

    ImportPlan plan = apply(file, false);

    assertThat(plan.reordered()).isTrue();
    assertThat(instances.list())
        .extracting(StoredInstance::id)
        .containsExactly("three", "one", "two");
  }

  @Test
  void aPlanOfOtherInstancesIsNotApplied() {
    InstancesFile file = parsed(file(instance("one", "id", "")));
    ImportPlan plan = plan(file, false);
    world.create("two", "id", "canary");

    refused(
        ConsoleError.CONFLICT,
        () ->
            transfer.apply(
                file,
                References.refused(),
                new ImportOptions(false, true),
                plan.revision(),
                "ada"));

    assertThat(instances.list()).extracting(StoredInstance::id).containsExactly("two");
  }

  @Test
  void allProblemsAreToldWithTheirPlacesAndNothingIsStored() {
    InstancesFile file =
        parsed(
            file(
                instance("one", "id", ""),
                instance("two", "id", "").replace("\"clientId\"", "\"client\""),
                instance("three", "id", "").replace("sample", "nothing"),
                instance("four", "${env:PATH}", "")));

    assertThatThrownBy(() -> plan(file, false))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::pointer)
                    .contains(
                        "/instances/1/config/clientId",
                        "/instances/1/config/client",
                        "/instances/2/connector",
                        "/instances/3/config/clientId"));
    assertThat(instances.list()).isEmpty();
  }

  @Test
  void referencesAreReadForWhoHasTheMachine() {
    InstancesFile file =
        parsed(
            file(instance("one", "id", "").replace("}}", ", \"clientSecret\": \"${env:HF}\"}}")));

    ImportPlan plan =
        transfer.plan(
            file,
            References.of(Map.of("HF", "canary"), Optional.empty()),
            new ImportOptions(false, true));
    transfer.apply(
        file,
        References.of(Map.of("HF", "canary"), Optional.empty()),
        new ImportOptions(false, true),
        plan.revision(),
        "me");

    assertThat(world.sample.secretOf("one")).contains("canary");
  }

  @Test
  void anotherConnectorOfTheSameIdIsRefused() {
    world.create("one", "id", "canary");

    assertThatThrownBy(
            () -> plan(parsed(file(instance("one", "id", "").replace("sample", "other"))), false))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.problems().get(0).message()).contains("another connector"));
  }

  @Test
  void twoServersUnderOneTargetAreRefusedInThePlanWithTheIdToChange() {
    String elsewhere =
        instance("sample", "id", "").replace("{\"clientId\"", "{" + ELSEWHERE + "\"clientId\"");
    world.create("stored", "id", "canary");

    clash("/instances/0/id", file(elsewhere));
    clash("/instances/1/id", file(instance("one", "id", ""), elsewhere));
    clash("/instances/0/id", file(elsewhere, instance("one", "id", "")));
    assertThat(plan(parsed(file(elsewhere)), true).steps()).as("stored is removed").hasSize(2);
    assertThat(
            plan(parsed(file(elsewhere.replace("\"sample\", \"con", "\"other\", \"con"))), false))
        .as("another id")
        .isNotNull();
    assertThat(plan(parsed(file(instance("a", "id", ""), instance("b", "id", ""))), false).steps())
        .as("two of one provider")
        .hasSize(3);
  }

  @Test
  void anInstanceIsNotLedToAnotherServerUnderItsTarget() {
    world.create("sample", "id", "canary");

    clash(
        "/instances/0/config/server",
        file(
            instance("sample", "id", "")
                .replace("{\"clientId\"", "{" + ELSEWHERE + "\"clientId\"")));
  }

  @Test
  void theIdOfARemovedInstanceIsNotImportedForAnotherProvider() {
    world.create("one", "id", "canary");
    instances.enable("one", true, "ada");
    instances.remove("one", "ada");
    String elsewhere =
        instance("one", "id", "").replace("{\"clientId\"", "{" + ELSEWHERE + "\"clientId\"");

    assertThatThrownBy(() -> plan(parsed(file(elsewhere)), false))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(
                        problem -> {
                          assertThat(problem.pointer()).isEqualTo("/instances/0/id");
                          assertThat(problem.keyword()).isEqualTo("other_provider");
                          assertThat(problem.message()).contains("release 'one'");
                        }));
    assertThat(plan(parsed(file(instance("one", "id", ""))), false).steps()).hasSize(1);
  }

  @Test
  void aTargetOfAFileOrOfAVariableCountsToo() throws IOException {
    Path managed = folder.resolve("managed.json");
    Files.writeString(
        managed,
        file(
            instance("sample", "id", "")
                .replace("{\"clientId\"", "{" + ELSEWHERE + "\"clientId\"")));
    Transfer beside = transfer(FileAndEnvironment.of(Map.of(), Optional.of(managed)));
    assertThatThrownBy(
            () ->
                beside.plan(
                    parsed(file(instance("one", "id", ""))),
                    References.refused(),
                    new ImportOptions(false, true)))
        .hasMessageContaining("target");

    world.create("stored", "id", "canary");
    Transfer within =
        transfer(
            FileAndEnvironment.of(
                Map.of("CONNECTOR_SAMPLE__SERVER", "https://elsewhere.example"), Optional.empty()));
    assertThatThrownBy(
            () ->
                within.plan(
                    parsed(file(instance("sample", "id", ""))),
                    References.refused(),
                    new ImportOptions(false, true)))
        .hasMessageContaining("target");
  }

  private void clash(String pointer, String file) {
    assertThatThrownBy(() -> plan(parsed(file), false))
        .as(pointer)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> {
              assertThat(e.problems()).extracting(ConfigProblem::pointer).contains(pointer);
              assertThat(e.problems()).extracting(ConfigProblem::keyword).containsOnly("target");
            });
  }

  @Test
  void anImportDoesNotTakeTheIdOfTheFileThatInstancesComeFrom() throws IOException {
    Path managed = folder.resolve("managed.json");
    Files.writeString(managed, file(instance("one", "id", "")));
    Transfer beside = transfer(FileAndEnvironment.of(Map.of(), Optional.of(managed)));

    assertThatThrownBy(
            () ->
                beside.plan(
                    parsed(file(instance("one", "id", ""))),
                    References.refused(),
                    new ImportOptions(false, true)))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.problems().get(0).keyword()).isEqualTo("read_only"));
  }

  private ImportPlan apply(InstancesFile file, boolean remove) {
    return transfer.apply(
        file,
        References.refused(),
        new ImportOptions(remove, true),
        plan(file, remove).revision(),
        "ada");
  }

  private Transfer transfer(InstanceSources sources) {
    return new Transfer(
        world.database,
        KeyFile.parse(Secret.of(InstanceWorld.KEY)),
        world.host(),
        sources,
        world.audit,
        world.clock,
        world.sync::look);
  }

  private ImportPlan plan(InstancesFile file, boolean remove) {
    return transfer.plan(file, References.refused(), new ImportOptions(remove, true));
  }

  private static InstancesFile parsed(String text) {
    return InstancesFile.parse(text);
  }

  private static String file(String... instances) {
    return "{\"format\": \"connectorkit-instances\", \"version\": 1, \"instances\": ["
        + String.join(", ", instances)
        + "]}";
  }

  private static String instance(String id, String clientId, String more) {
    return "{\"id\": \"%s\", \"connector\": \"sample\", \"state\": \"enabled\", %s \"config\": {\"clientId\": \"%s\"}}"
        .formatted(id, more.isEmpty() ? "" : more + ",", clientId);
  }

  private static void refused(ConsoleError error, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
