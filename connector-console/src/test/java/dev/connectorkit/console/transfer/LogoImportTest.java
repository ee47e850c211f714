package dev.connectorkit.console.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.logo.ManagedLogos;
import dev.connectorkit.console.logo.OwnLogos;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Logo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances' own logos in exports and imports, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class LogoImportTest {

  private static final byte[] PICTURE =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle r=\"4\"/></svg>"
          .getBytes(UTF_8);

  @Parameter DatabaseKind kind;
  @TempDir Path folder;
  private InstanceWorld world;
  private InstanceLogos logos;
  private Transfer transfer;

  @BeforeEach
  void open() {
    world = new InstanceWorld(kind.fresh(folder));
    logos = new InstanceLogos(world.database, world.audit, () -> ManagedLogos.NONE);
    transfer = Transfers.of(world);
    world.create("one", "id", "canary");
    logos.put("one", Variant.LIGHT, PICTURE, "ada");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anExportBringsThemBackAsTheyWere() {
    InstancesFile file = exported(true);
    assertThat(plan(file).isEmpty()).as("the same").isTrue();
    String hash = OwnLogos.hash(new Logo("image/svg+xml", PICTURE));
    world.instances.remove("one", "ada");

    ImportPlan plan = plan(file);
    assertThat(plan.steps().get(0).differences())
        .anySatisfy(
            difference -> {
              assertThat(difference.place()).isEqualTo("logo light");
              assertThat(difference.before()).isEmpty();
              assertThat(difference.after())
                  .startsWith("image/svg+xml, " + PICTURE.length + " bytes, ")
                  .contains(hash.substring(0, 8));
            });
    transfer.apply(
        file, References.refused(), new ImportOptions(false, true), plan.revision(), "ada");

    OwnLogos own =
        new InstanceLogos(world.database, world.audit, () -> ManagedLogos.NONE).of("one");
    assertThat(own).isEqualTo(new OwnLogos(Optional.of(hash), Optional.empty()));
    assertThat(logos.find(hash).orElseThrow().content()).isEqualTo(PICTURE);
  }

  @Test
  void aFileThatDoesNotSpeakOfThemLeavesThemAndOneWithoutAnyTakesThemAway() {
    assertThat(plan(exported(false)).isEmpty()).isTrue();

    InstancesFile none =
        InstancesFile.parse(
            exported(true)
                .text()
                .replaceAll("\"data:[^\"]*\"", "\"\"")
                .replaceAll("\"light\" : \"\"", ""));
    ImportPlan plan = plan(none);
    assertThat(plan.steps().get(0).differences())
        .extracting(Difference::place, Difference::after)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("logo light", ""));
    transfer.apply(
        none, References.refused(), new ImportOptions(false, true), plan.revision(), "ada");

    assertThat(new InstanceLogos(world.database, world.audit, () -> ManagedLogos.NONE).of("one"))
        .isEqualTo(OwnLogos.NONE);
  }

  @Test
  void aPlanOfOtherLogosIsNotApplied() {
    InstancesFile file = exported(true);
    ImportPlan plan = plan(file);
    logos.remove("one", Variant.LIGHT, "ada");

    assertThatThrownBy(
            () ->
                transfer.apply(
                    file,
                    References.refused(),
                    new ImportOptions(false, true),
                    plan.revision(),
                    "ada"))
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(ConsoleError.CONFLICT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logo.svg",
        "/etc/passwd",
        "data:text/html;base64,PHN2Zy8+",
        "data:image/svg+xml;base64,not base64",
        // An SVG with a script.
        "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxzY3JpcHQvPjwvc3ZnPg=="
      })
  void whatIsNoPictureOfTheFileItselfIsRefusedWithItsPlace(String text) {
    InstancesFile file =
        InstancesFile.parse(
            exported(true).text().replaceAll("data:[^\"]*", text.replace("\\", "/")));

    assertThatThrownBy(() -> plan(file))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::pointer)
                    .containsExactly("/instances/0/logos/light"));
  }

  @Test
  void whoHasTheMachineMayNamePicturesBesideTheFile() throws IOException {
    Path file = Files.createDirectories(folder.resolve("moved")).resolve("instances.json");
    Files.write(
        file.resolveSibling("new.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(UTF_8));
    Files.write(folder.resolve("outside.svg"), PICTURE);
    References references = References.of(Map.of(), Optional.of(file));
    String text = exported(true).text();

    ImportPlan plan =
        transfer.plan(
            InstancesFile.parse(text.replaceAll("data:[^\"]*", "new.svg")),
            references,
            ImportOptions.careful());
    assertThat(plan.steps().get(0).differences()).hasSize(1);
    for (String wrong : new String[] {"../outside.svg", "missing.svg", "instances.json"}) {
      assertThatThrownBy(
              () ->
                  transfer.plan(
                      InstancesFile.parse(text.replaceAll("data:[^\"]*", wrong)),
                      references,
                      ImportOptions.careful()))
          .as(wrong)
          .isInstanceOf(ConnectorException.class);
    }
  }

  private InstancesFile exported(boolean withLogos) {
    return InstancesFile.parse(transfer.export(withLogos, "ada").text());
  }

  private ImportPlan plan(InstancesFile file) {
    return transfer.plan(file, References.refused(), new ImportOptions(false, true));
  }
}
