package dev.connectorkit.console.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.audit.AuditEntry;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.handover.Applications.Registered;
import dev.connectorkit.console.handover.OAuthError;
import dev.connectorkit.console.handover.OAuthException;
import dev.connectorkit.console.instance.Difference;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.source.InstancesFile;
import dev.connectorkit.console.source.References;
import dev.connectorkit.console.transfer.ImportPlan.Action;
import dev.connectorkit.console.transfer.ImportPlan.ApplicationStep;
import dev.connectorkit.spi.ConfigProblem;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Applications in exports and imports, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ApplicationImportTest {

  private static final ApplicationChange SHOP =
      new ApplicationChange("Shop", List.of("https://shop.example/callback"), List.of("one"));
  private static final String WITHOUT =
      "{\"format\": \"connectorkit-instances\", \"version\": 1, \"instances\": []}";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;
  private InstanceWorld world;
  private Applications applications;
  private Transfer transfer;

  @BeforeEach
  void open() {
    world = new InstanceWorld(kind.fresh(folder));
    applications = new Applications(world.database, world.audit, world.clock);
    transfer = Transfers.of(world);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anExportHasThemWithoutTheirSecretsAndImportsWithoutAChange() {
    Registered shop = applications.register(SHOP, "ada");

    InstancesFile file = exported();

    assertThat(file.text())
        .contains(shop.application().clientId(), "Shop", "https://shop.example/callback")
        .doesNotContain(shop.secret().reveal());
    ImportPlan plan = plan(file, true);
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.applications())
        .extracting(ApplicationStep::action)
        .containsExactly(Action.KEEP);
  }

  @Test
  void oneThatWasImportedHasNoSecretUntilItIsMade() {
    Registered shop = applications.register(SHOP, "ada");
    String clientId = shop.application().clientId();
    InstancesFile file = exported();
    applications.remove(clientId, "ada");

    ImportPlan plan = plan(file, false);
    assertThat(plan.applications().get(0).action()).isEqualTo(Action.CREATE);
    assertThat(plan.applications().get(0).needsSecret()).isTrue();
    assertThat(applications.list()).isEmpty();
    transfer.apply(
        file, References.refused(), new ImportOptions(false, true), plan.revision(), "ada");

    Application imported = applications.get(clientId);
    assertThat(imported.redirectUris()).isEqualTo(SHOP.redirectUris());
    assertThat(imported.secrets()).isEmpty();
    assertThatThrownBy(() -> applications.authenticated(clientId, shop.secret()))
        .hasMessageContaining("no client_secret since it was imported")
        .isInstanceOfSatisfying(
            OAuthException.class, e -> assertThat(e.error()).isEqualTo(OAuthError.INVALID_CLIENT));
    assertThat(plan(file, true).applications().get(0).needsSecret()).isTrue();

    Secret made = applications.addSecret(clientId, "ada").secret();
    assertThat(applications.authenticated(clientId, made).clientId()).isEqualTo(clientId);
    assertThat(plan(file, true).applications().get(0).needsSecret()).isFalse();
  }

  @Test
  void aChangeIsShownAndKeepsTheSecret() {
    Registered shop = applications.register(SHOP, "ada");
    InstancesFile file = InstancesFile.parse(exported().text().replace("Shop", "New shop"));

    ImportPlan plan = plan(file, false);
    assertThat(plan.applications().get(0).differences())
        .containsExactly(new Difference("name", "Shop", "New shop"));
    transfer.apply(
        file, References.refused(), new ImportOptions(false, true), plan.revision(), "ada");

    assertThat(applications.authenticated(shop.application().clientId(), shop.secret()).name())
        .isEqualTo("New shop");
    assertThat(world.audit.entries(Long.MAX_VALUE, 1))
        .extracting(AuditEntry::action)
        .containsExactly("application.imported");
  }

  @Test
  void whatIsNotInTheFileIsRemovedOnlyWhenAskedForAndWhenTheFileSpeaksOfThem() {
    InstancesFile none = exported();
    applications.register(SHOP, "ada");

    assertThat(plan(InstancesFile.parse(WITHOUT), true).isEmpty()).isTrue();
    assertThat(plan(none, false).applications())
        .extracting(ApplicationStep::action)
        .containsExactly(Action.LEAVE);
    ImportPlan plan = plan(none, true);
    assertThat(plan.count(Action.REMOVE)).isEqualTo(1);
    transfer.apply(
        none, References.refused(), new ImportOptions(true, true), plan.revision(), "ada");

    assertThat(applications.list()).isEmpty();
  }

  @Test
  void aPlanOfOtherApplicationsIsNotApplied() {
    InstancesFile file = exported();
    ImportPlan plan = plan(file, true);
    applications.register(SHOP, "ada");

    assertThatThrownBy(
            () ->
                transfer.apply(
                    file,
                    References.refused(),
                    new ImportOptions(true, true),
                    plan.revision(),
                    "ada"))
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(ConsoleError.CONFLICT));
    assertThat(applications.list()).hasSize(1);
  }

  @Test
  void whatNoFormWouldTakeIsRefusedWithItsPlace() {
    applications.register(SHOP, "ada");
    InstancesFile file =
        InstancesFile.parse(
            exported().text().replace("https://shop.example", "http://shop.example"));

    assertThatThrownBy(() -> plan(file, false))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::pointer)
                    .containsExactly("/applications/0"));
  }

  private InstancesFile exported() {
    return InstancesFile.parse(transfer.export(true, "ada").text());
  }

  private ImportPlan plan(InstancesFile file, boolean remove) {
    return transfer.plan(file, References.refused(), new ImportOptions(remove, true));
  }
}
