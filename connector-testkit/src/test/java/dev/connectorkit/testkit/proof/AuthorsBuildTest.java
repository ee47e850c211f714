package dev.connectorkit.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.junit.ConnectorConformance;
import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.RuleResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What the build of a careless author says: one thing, and what to change. */
class AuthorsBuildTest {

  private static final ReferenceJar OIDC = ReferenceJar.oidc();
  private static final ReferenceJar QUIRKS = ReferenceJar.quirks();
  private static final String FACTORY = "ReferenceFactory";

  @TempDir Path folder;
  private final List<Throwable> failed = new ArrayList<>();
  private final List<Throwable> aborted = new ArrayList<>();

  @Test
  void aProfileThatDiffersIsTheOneFailureAndTheRulesAreNotLookedAt() throws Exception {
    build(
        Mutant.of("USR-12", "the name is forgotten")
            .edit(FACTORY, ".name(source.userInfo().object(\"person\").text(\"called\"))", "")
            .jar(QUIRKS));

    assertThat(failed)
        .singleElement()
        .asString()
        .contains("the profile's name is 'Quentin Quirk'", "it is absent", "Correct name where")
        .doesNotContain("\tat ");
    assertThat(failed.get(0).getMessage()).doesNotContain("\n");
    assertThat(failed.get(0).getStackTrace()).isEmpty();
    assertThat(aborted)
        .singleElement()
        .asString()
        .contains("Not looked at, because of this: USR-12");
    assertThat(folder.resolve("connector/conformance-report.html")).content().contains("USR-12");
  }

  @Test
  void aJarThatNoHostLoadsIsToldByTheLineAtFaultAndOnce() throws Exception {
    byte[] jar =
        Mutant.of("META-01", "no English name")
            .edit(
                FACTORY,
                "LocalizedText.english(\"Quirks\")",
                "new LocalizedText(Map.of(\"de\", \"Eigenheiten\"))")
            .jar(QUIRKS);

    build(jar);

    assertThat(failed)
        .singleElement()
        .asString()
        .matches("(?s)ReferenceFactory.java:\\d+: .*A localized text needs an 'en' entry.*");
    assertThat(aborted).hasSize(1);

    build(jar);

    assertThat(failed).hasSize(1);
    assertThat(aborted).hasSize(3).anySatisfy(e -> assertThat(e).hasMessageContaining("Told by"));
  }

  @Test
  void anotherClientAuthenticationThanTheShapesIsToldAsThat() throws Exception {
    build(
        Mutant.of("USR-12", "basic in place of post")
            .edit(FACTORY, "ClientAuthentication.post(", "ClientAuthentication.basic(")
            .jar(QUIRKS));

    assertThat(failed.get(0).toString().replaceAll("\\s+", " "))
        .contains(
            "the wire shape says client_secret_post, and the request came with"
                + " Authorization: Basic",
            "ClientAuthentication.post(…)");
  }

  @Test
  void aCapabilityThatIsNotDeclaredIsToldByTheCallThatDeclaresIt() throws Exception {
    byte[] jar =
        Mutant.of("CAP-01", "revoking works and is not declared")
            .edit(FACTORY, "Capability.REFRESH, Capability.REVOKE)", "Capability.REFRESH)")
            .jar(OIDC);

    RuleResult result =
        Runs.here(Runs.write(folder, "silent", jar), OIDC.shape(), List.of(Runs.rule("CAP-01")))
            .get(0);

    assertThat(result.findings())
        .extracting(Finding::cure)
        .containsExactly(
            "Add Capability.REVOKE to .capabilities(…) in metadata(), or leave"
                + " .withRevocation(…) out");
  }

  private void build(byte[] content) throws Exception {
    Path jar = folder.resolve("connector");
    java.nio.file.Files.createDirectories(jar);
    Path file = java.nio.file.Files.write(jar.resolve("connector.jar"), content);
    ConnectorConformance author =
        new ConnectorConformance() {
          @Override
          public Path connectorJar() {
            return file;
          }
        };
    try (Stream<DynamicNode> nodes = author.conformance()) {
      nodes.forEach(this::run);
    }
  }

  private void run(DynamicNode node) {
    if (node instanceof DynamicContainer container) {
      container.getChildren().forEach(this::run);
      return;
    }
    try {
      ((DynamicTest) node).getExecutable().execute();
    } catch (TestAbortedException e) {
      aborted.add(e);
    } catch (Throwable e) {
      failed.add(e);
    }
  }
}
