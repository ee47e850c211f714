package dev.connectorkit.testkit.plugin;

import static dev.connectorkit.testkit.plugin.DraftJar.IN_RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One fault for each thing that an author can do wrong, and the words that tell it. */
class PluginJarReviewTest {

  private static final String SCHEMA = IN_RESOURCES + "config-schema.json";

  @TempDir Path folder;
  private final DraftJar draft = new DraftJar();

  @Test
  void aGoodJarHasNoComplaints() throws IOException {
    assertThat(all(draft.review(folder))).isEmpty();
    assertThat(draft.review(folder).hasLogoForDarkPages()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"x-order\": 1 | \"x-oder\": 1 | :9: /properties/clientId/x-oder: Unknown keyword; known"
            + " are [x-group,",
        "\"x-order\": 1 | \"x-order\": \"1\" | :9: /properties/clientId/x-order: A value of this"
            + " type",
        "\"x-order\": 2 | \"x-order\": 1 | :16: /properties/clientSecret/x-order: It has the place"
            + " of /properties/clientId",
        "\"title\": \"Client ID\" | \"title\": \"\" | :5: /properties/clientId: It has no"
            + " \"title\"",
        "\"description\": \"The application's secret.\", | '' | :11: /properties/clientSecret: It"
            + " has no \"description\"",
        "\"writeOnly\": true | \"writeOnly\": true, \"default\": \"x\" |"
            + " /properties/clientSecret/default: A secret that the jar holds is none",
        "\"x-order\": 1 | \"maxLength\": 2, \"default\": \"abc\" | /properties/clientId/default:",
        "\"x-order\": 1 | \"x-show-if\": {\"kind\": \"a\"} | /properties/clientId/x-show-if/kind:"
            + " There is no property",
        "\"type\": \"object\", | \"type\": \"object\" | :4: It is no JSON",
      })
  void aPoorSchemaIsToldWithFileLineAndPointer(String text, String by, String told)
      throws IOException {
    assertThat(draft.schema(text, by).review(folder).schema())
        .anySatisfy(
            complaint -> assertThat(complaint.toString()).startsWith(SCHEMA).contains(told));
  }

  @Test
  void aPropertyMayBeCalledLikeAKeyword() throws IOException {
    draft.schema("\"x-order\": 1", "\"properties\": {\"x-own\": {\"type\": \"string\"}}");

    assertThat(draft.review(folder).schema()).isEmpty();
  }

  @Test
  void allThatIsWrongWithASchemaIsToldAtOnce() throws IOException {
    draft.schema("\"x-order\": 1", "\"x-one\": 1").schema("\"x-order\": 2", "\"x-two\": 2");

    assertThat(draft.review(folder).schema()).hasSize(2);
  }

  @Test
  void aMissingTextIsToldWithTheLineOfTheAuthors() throws IOException {
    draft.factory(
        "LocalizedText.english(\"Draft\")", "new LocalizedText(java.util.Map.of(\"de\", \"D\"))");

    assertThat(draft.review(folder).factory())
        .containsExactly(
            new Complaint(
                "DraftFactory.java:9",
                "java.lang.IllegalArgumentException: A localized text needs an 'en' entry."));
  }

  @Test
  void aMissingFileIsToldWithTheLineOfTheAuthors() throws IOException {
    draft.resources.remove("draft/logo.svg");

    assertThat(draft.review(folder).factory())
        .anySatisfy(
            complaint ->
                assertThat(complaint.toString()).contains("DraftFactory.java:11", "logo.svg"));
  }

  @Test
  void whyAHostRefusesTheJarIsToldByTheFileAtFaultAndNotByTheHost() throws IOException {
    draft.schema("\"x-order\": 1", "\"x-oder\": 1");

    assertThat(draft.review(folder).refusal(Files.createDirectory(folder.resolve("plugins"))))
        .singleElement()
        .extracting(Complaint::where)
        .isEqualTo(SCHEMA + ":9");
  }

  @Test
  void aLogoThatDoesMoreThanDrawIsToldByItsFile() throws IOException {
    draft.with(draft.resources, "draft/logo-dark.svg", "<rect", "<script>1</script><rect");

    assertThat(draft.review(folder).logos())
        .singleElement()
        .asString()
        .startsWith(IN_RESOURCES + "logo-dark.svg: ")
        .contains("'script'");
  }

  @Test
  void aLogoThatWeighsTooMuchIsToldByItsFile() throws IOException {
    draft.with(draft.resources, "draft/logo.svg", "<rect", " ".repeat(70_000) + "<rect");

    assertThat(draft.review(folder).logos())
        .singleElement()
        .asString()
        .contains("logo.svg", "65536 bytes");
  }

  @Test
  void aLogoForDarkPagesMayBeMissing() throws IOException {
    draft.factory(".logoDark(Logo.fromResource(DraftFactory.class, \"logo-dark.svg\"))", "");

    assertThat(draft.review(folder).hasLogoForDarkPages()).isFalse();
    assertThat(all(draft.review(folder))).isEmpty();
  }

  @Test
  void aJarWithoutTheIndexIsToldWhatWritesIt() throws IOException {
    draft.resources.remove("META-INF/extensions.idx");

    assertThat(loading()).contains("META-INF/extensions.idx").contains("processor");
  }

  @Test
  void aJarWithTwoFactoriesIsRefused() throws IOException {
    draft.sources.put(
        "SecondFactory",
        draft.sources.get("DraftFactory").replace("DraftFactory", "SecondFactory"));
    draft.resources.put("META-INF/extensions.idx", "draft.DraftFactory\ndraft.SecondFactory\n");

    assertThat(loading()).contains("2");
  }

  @Test
  void aJarThatBringsTheKitIsRefused() throws IOException {
    draft.resources.put("dev/connectorkit/spi/Secret.class", "no class file");

    assertThat(loading()).contains("provided");
  }

  @Test
  void aLibraryThatIsNotInTheJarIsNamed() throws IOException {
    draft.sources.put(
        "Reader",
        """
        package draft;
        final class Reader {
          final com.fasterxml.jackson.databind.ObjectMapper mapper = null;
          Object read() throws Exception { return mapper.readTree("{}"); }
        }
        """);

    assertThat(draft.review(folder).missingClasses())
        .anySatisfy(
            complaint ->
                assertThat(complaint.message())
                    .contains("com.fasterxml.jackson.databind.ObjectMapper", "maven-shade-plugin"));
  }

  @Test
  void aServiceFileThatNamesAnotherClassIsTold() throws IOException {
    draft.resources.put(
        "META-INF/services/dev.connectorkit.spi.ConnectorFactory", "draft.Renamed\n");

    assertThat(draft.review(folder).services())
        .singleElement()
        .asString()
        .contains("draft.Renamed", "draft.DraftFactory");
  }

  @Test
  void aPackageThatThePomNamesOtherwiseIsTold() throws IOException {
    draft.manifest.put("Automatic-Module-Name", "not.set");

    assertThat(draft.review(folder).moduleName())
        .singleElement()
        .asString()
        .contains("connector.package", "not.set", "draft");
  }

  private String loading() throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    return draft.review(folder).refusal(plugins).toString();
  }

  private List<Complaint> all(PluginJarReview review) throws IOException {
    Path plugins = Files.createTempDirectory(folder, "plugins");
    var complaints = new ArrayList<Complaint>(review.loading(plugins));
    complaints.addAll(review.factory());
    complaints.addAll(review.services());
    complaints.addAll(review.classVersions());
    complaints.addAll(review.missingClasses());
    complaints.addAll(review.moduleName());
    complaints.addAll(review.schema());
    complaints.addAll(review.logos());
    return complaints;
  }
}
