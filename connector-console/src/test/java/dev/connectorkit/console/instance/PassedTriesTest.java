package dev.connectorkit.console.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.source.FileAndEnvironment;
import dev.connectorkit.spi.Secret;
import java.nio.file.Path;
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

/** A passed try counts for exactly what was tried. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class PassedTriesTest {

  private static final String HERE = "http://localhost:8080";
  private static final String SECOND = "second 4V3iQeQ0c0cDmHHuBHcPZ0vbFBPRlT6rDtaTCFp3DSs=";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  private DatabaseSettings settings;
  private InstanceWorld world;

  @BeforeEach
  void pass() {
    settings = kind.fresh(folder);
    world = new InstanceWorld(settings);
    world.create("one", "id", "canary");
    world.instances.passed("one", world.instances.open("one").mark(), "ada");
    assertThat(tried()).isTrue();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void itCountsForNoOtherSecretAndAgainForTheSameOne() {
    update("id", "another");
    assertThat(tried()).isFalse();

    update("id", "canary");
    assertThat(tried()).isTrue();
  }

  @Test
  void itCountsForNoOtherRedirectUri() {
    restart(Map.of(), "https://sign-in.example", InstanceWorld.KEY);
    assertThat(tried()).isFalse();

    restart(Map.of(), HERE, InstanceWorld.KEY);
    assertThat(tried()).isTrue();
  }

  @Test
  void itCountsForNoOtherValueOfTheEnvironment() {
    restart(Map.of("CONNECTOR_ONE__CLIENT_SECRET", "another"), HERE, InstanceWorld.KEY);
    assertThat(tried()).isFalse();

    restart(Map.of("CONNECTOR_ONE__CLIENT_SECRET", "canary"), HERE, InstanceWorld.KEY);
    assertThat(tried()).isTrue();
  }

  @Test
  void itStaysWhenTheKeyIsExchangedAndIsLostWithTheKey() {
    restart(Map.of(), HERE, SECOND + "\n" + InstanceWorld.KEY);
    assertThat(tried()).isTrue();
    var keys = KeyFile.parse(Secret.of(SECOND + "\n" + InstanceWorld.KEY));
    new Resealing(world.database, keys, world.audit).run("ada");

    restart(Map.of(), HERE, SECOND);
    assertThat(tried()).isTrue();

    restart(Map.of(), HERE, InstanceWorld.KEY);
    assertThat(tried()).isFalse();
  }

  @Test
  void itIsOfItsInstanceAlone() {
    world.create("two", "id", "canary");
    world.database.change(
        handle ->
            handle.execute(
                "UPDATE console_instance SET tried ="
                    + " (SELECT tried FROM console_instance WHERE id = 'one') WHERE id = 'two'"));

    assertThat(world.instances.get("two").tried()).isFalse();
  }

  private boolean tried() {
    return world.instances.get("one").tried();
  }

  private void update(String clientId, String secret) {
    world.instances.update(
        "one",
        world.instances.get("one").revision(),
        new InstanceChange(Map.of("clientId", clientId, "clientSecret", secret), Set.of(), ""),
        "ada");
  }

  private void restart(Map<String, String> environment, String publicUrl, String keys) {
    world.close();
    world =
        new InstanceWorld(
            settings, FileAndEnvironment.of(environment, Optional.empty()), publicUrl, keys);
  }
}
