package dev.connectorkit.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the archetype makes, as it is made. */
class GeneratedProjectIT {

  private static final Pattern CONFORMANCE =
      Pattern.compile("Tests run: (\\d+), Failures: 0, Errors: 0.*ConformanceIT");
  private static final String MAPPER = "src/main/java/org/example/acme/AcmeProfile.java";

  private static Maven maven;

  @TempDir Path folder;

  @BeforeAll
  static void install() throws IOException {
    maven = new Maven();
  }

  /** As made for OpenID Connect, a project is built by {@link AuthoringPageIT}. */
  @Test
  void aProjectForPlainOAuthAndAnOddNamePassesItsWholeBuild() throws Exception {
    String name = "Müller's \"Best\" <Log-in> & Co";
    Path project =
        Archetype.project(
            maven,
            folder,
            "connector-muellers-best-log-in-co",
            "-DproviderName=" + name,
            "-Dprotocol=oauth2");

    Maven.Result built = maven.run(project, "verify");

    assertThat(built.success()).as(built.output()).isTrue();
    assertThat(built.output())
        .contains("PluginJarIT")
        .doesNotContainIgnoringCase("spotless")
        .doesNotContainIgnoringCase("jacoco");
    try (var jar = new JarFile(jarOf(project).toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Plugin-License")).isNull();
    }
    Matcher conformance = CONFORMANCE.matcher(built.output());
    assertThat(conformance.find()).as(built.output()).isTrue();
    assertThat(Integer.parseInt(conformance.group(1))).isGreaterThan(100);
    assertThat(built.output()).contains("Level reached: L4 Robust");
    assertThat(project.resolve("target/conformance-report.html")).content().contains("L4 Robust");
    assertThat(project.resolve(".gitignore")).hasContent("target/\n*.secret.json");
    assertThat(Files.readString(project.resolve("README.md"))).startsWith("# Connector: " + name);
  }

  private static Path jarOf(Path project) {
    return project.resolve("target/" + project.getFileName() + "-0.1.0-SNAPSHOT.jar");
  }

  @Test
  void oneSlipIsToldByItsLineAndTheRulesAreNotLookedAt() throws Exception {
    Path project = Archetype.project(maven, folder, "connector-acme", "-DproviderName=Acme");
    Path schema = project.resolve("src/main/resources/org/example/acme/config-schema.json");
    Files.writeString(schema, Files.readString(schema).replaceFirst("\"x-order\"", "\"x-oder\""));

    Maven.Result refused = maven.run(project, "verify");

    assertThat(refused.success()).isFalse();
    // Once where it fails, and once in the summary.
    assertThat(refused.output().split("config-schema.json:\\d+: /properties", -1))
        .as(refused.output())
        .hasSize(3);
    assertThat(refused.output()).contains("Failures: 1,").doesNotContain("PLG-04", "\tat ");
  }

  @Test
  void theWorkbenchTakesUpWhatIsEdited() throws Exception {
    Path project = Archetype.project(maven, folder, "connector-acme", "-DproviderName=Acme");
    Path mapper = project.resolve(MAPPER);
    String source = Files.readString(mapper);

    try (var workbench = new RunningWorkbench(maven, project, "-Pdev")) {
      Browser browser = workbench.browser();
      assertThat(browser.signIn()).contains("acme:20394857", "id=\"name\">Ada Lovelace");

      Files.writeString(mapper, source.replace("claims.text(\"name\")", "claims.text(\"sub\")"));
      await()
          .atMost(RunningWorkbench.PATIENCE)
          .until(() -> browser.page().contains("id=\"name\">20394857"));
      Files.writeString(mapper, source.replace("claims.text(\"name\")", "claims.txt(\"name\")"));
      await()
          .atMost(RunningWorkbench.PATIENCE)
          .until(() -> browser.page().contains("AcmeProfile.java:16"));
    }
  }

  @Test
  void theWorkbenchStartsWithSourcesThatDoNotCompile() throws Exception {
    Path project = Archetype.project(maven, folder, "connector-acme", "-DproviderName=Acme");
    Path mapper = project.resolve(MAPPER);
    Files.writeString(mapper, Files.readString(mapper).replace("claims.text(", "claims.txt("));

    try (var workbench = new RunningWorkbench(maven, project, "-Pdev")) {
      assertThat(workbench.browser().page()).contains("AcmeProfile.java:15", "cannot find symbol");
    }
  }

  @Test
  void aLibraryOfTheTestsAmongThoseOfTheConnectorIsRefused() throws Exception {
    Path project = Archetype.project(maven, folder, "connector-acme", "-DproviderName=Acme");
    Path pom = project.resolve("pom.xml");
    String dependency =
        "<dependencies><dependency><groupId>dev.connectorkit</groupId>"
            + "<artifactId>%s</artifactId></dependency></dependencies></project>";
    String before = Files.readString(pom);

    for (String library : List.of("connector-kit", "connector-host", "connector-testkit")) {
      Files.writeString(
          pom,
          before.replace(
              "</project>",
              dependency
                  .formatted(library)
                  .replace("</artifactId>", "</artifactId><scope>compile</scope>")));
      Maven.Result refused = maven.run(project, "validate");

      assertThat(refused.success()).isFalse();
      assertThat(refused.output()).contains("scope \"provided\"", "dev.connectorkit:" + library);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-DproviderName=微信, providerId",
    "-DproviderName=23andMe, providerId",
    "-DproviderName=Acme -DproviderId=Acme_1, providerId",
    "-DproviderName=Acme -Dprotocol=saml, protocol",
    "-DproviderName=Acme -DproviderUrl=http://acme.example, providerUrl",
    "-DproviderName=Acme -Dversion=1.0, version",
    "-DgroupId=org.example, providerName"
  })
  void aValueThatDoesNotFitIsRefusedByName(String properties, String property) throws Exception {
    Maven.Result refused = maven.run(folder, Archetype.arguments(List.of(properties.split(" "))));

    assertThat(refused.success()).isFalse();
    // What is made of a wrong value is not the author's mistake.
    assertThat(
            Pattern.compile("(?m)^(?:\\[ERROR\\] )?  -D(\\w+)=|Property (\\w+)")
                .matcher(refused.output())
                .results()
                .map(line -> line.group(1) == null ? line.group(2) : line.group(1)))
        .as(refused.output())
        .contains(property)
        .containsOnly(property);
  }
}
