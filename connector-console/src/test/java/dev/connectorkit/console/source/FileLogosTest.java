package dev.connectorkit.console.source;

import static dev.connectorkit.console.source.FileWorld.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.instance.SourceProblem;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.logo.OwnLogos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logos beside the file of instances. */
class FileLogosTest {

  private static final String SVG =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle r='4'/></svg>";

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
  void aLogoBesideTheFileIsShownAndFollowed() throws IOException {
    Files.createDirectories(folder.resolve("logos"));
    Path picture = folder.resolve("logos").resolve("one.svg");
    Files.writeString(picture, SVG);
    files.write(withLogos(entry("one", "id", "canary"), "logos/one.svg"));
    world = files.open(Map.of());
    InstanceLogos logos = new InstanceLogos(world.database, world.audit, files.sources()::logos);

    String hash = logos.of("one").light().orElseThrow();
    assertThat(new String(logos.find(hash).orElseThrow().content(), UTF_8)).isEqualTo(SVG);
    assertThat(world.sync.sourceProblems()).isEmpty();

    Files.writeString(picture, SVG.replace("4", "3"));
    Files.setLastModifiedTime(picture, FileTime.fromMillis(2_000_000));
    files.looks(1);
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
    files.write(withLogos(entry("one", "id", "canary"), text), entry("two", "id", "canary"));
    world = files.open(Map.of());

    assertThat(world.running()).containsExactly("one", "two");
    assertThat(new InstanceLogos(world.database, world.audit, files.sources()::logos).of("one"))
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
    files.write(withLogos(entry("one", "id", "canary"), "one.svg"));
    world = files.open(Map.of());
    assertThat(world.sync.sourceProblems()).hasSize(1);

    Files.writeString(folder.resolve("one.svg"), SVG);
    files.looks(1);

    assertThat(world.sync.sourceProblems()).isEmpty();
    assertThat(
            new InstanceLogos(world.database, world.audit, files.sources()::logos)
                .of("one")
                .light())
        .isPresent();
  }

  @Test
  void anInstanceOfTheDatabaseDoesNotTakeTheLogoOfOneInTheFile() throws IOException {
    Files.writeString(folder.resolve("one.svg"), SVG);
    files.write();
    world = files.open(Map.of());
    world.create("one", "id", "canary");
    files.write(withLogos(entry("one", "id", "canary"), "one.svg"));
    files.looks(2);

    assertThat(new InstanceLogos(world.database, world.audit, files.sources()::logos).of("one"))
        .isEqualTo(OwnLogos.NONE);
  }

  private static String withLogos(String entry, String light) {
    return entry.replace("\"state\"", "\"logos\": {\"light\": \"" + light + "\"}, \"state\"");
  }
}
