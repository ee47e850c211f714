package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.console.ApiProgram.Answer;
import dev.connectorkit.testkit.report.JsonReport;
import dev.connectorkit.testkit.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What page and API say of a folder: which level a jar reached, and which cannot be used. */
class CatalogueIT {

  private static final String UNSAID = "no report beside the jar";

  @TempDir Path folder;
  private Path plugins;
  private String hash;
  private ApiWorld api;

  @BeforeEach
  void open() throws IOException, NoSuchAlgorithmException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    byte[] jar = Files.readAllBytes(ConsoleWorld.shipped().resolve("connector-huggingface.jar"));
    Files.write(plugins.resolve("hf.jar"), jar);
    hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    Files.writeString(plugins.resolve("cut-off.jar"), "no jar");
    api = ApiWorld.withUploads(folder.resolve("data"), plugins, Optional.empty());
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aLevelIsShownByACompleteReportAboutThisVeryJar() throws IOException {
    requireLevel(UNSAID, "null");
    for (int level = 1; level <= 4; level++) {
      report("hf.report.json", said(hash, true, level));
      requireLevel("level " + level, Integer.toString(level));
    }
  }

  @Test
  void aReportThatSaysNothingOfThisJarShowsNoLevel() throws IOException {
    String good = said(hash, true, 3);
    for (String report :
        List.of(
            said("0".repeat(64), true, 3),
            said("", true, 3),
            said(hash, false, 3),
            said(hash, true, 0),
            said(hash, true, 5),
            good.substring(0, good.length() / 2),
            good.replaceFirst("\"level\" *: *3", "\"level\": 1e99999999999"),
            good + " ".repeat(2_000_000),
            "[]",
            "")) {
      report("hf.report.json", good);
      requireLevel("level 3", "3");
      report("hf.report.json", report);
      requireLevel(UNSAID, "null");
    }
  }

  @Test
  void aReportIsThatOfTheJarOfItsName() throws IOException {
    for (String name : List.of("hf.jar.report.json", "report.json", "cut-off.report.json")) {
      report(name, said(hash, true, 3));
    }
    requireLevel(UNSAID, "null");
  }

  @Test
  void aJarThatCannotBeUsedIsListedWithReasonAndRemedyAndDisturbsNoOther() throws IOException {
    Answer list = api.program.get("/connectors").expect(200);
    assertThat(list.body().get("items")).hasSize(1);
    assertThat(list.body().get("problems")).hasSize(1);
    JsonNode problem = list.body().at("/problems/0");
    assertThat(problem.get("jar").asText()).isEqualTo("cut-off.jar");
    assertThat(problem.get("code").asText()).isEqualTo("unreadable");
    assertThat(problem.get("reason").asText()).contains("not a complete, readable jar");
    assertThat(problem.get("remedy").asText()).isEqualTo("Copy it again, completely.");

    api.operator.get("/admin/connectors");
    assertThat(api.operator.page().select("#problems").text()).isEqualTo("Cannot be used");
    assertThat(api.operator.page().select("section:has(#problems) li").eachText())
        .containsExactly(
            "cut-off.jar "
                + problem.get("reason").asText()
                + " "
                + problem.get("remedy").asText()
                + " UNREADABLE");
    assertThat(api.operator.page().select("li.connector")).hasSize(1);

    Files.delete(plugins.resolve("cut-off.jar"));
    api.operator.submit("form[action=/admin/connectors/reload]");
    assertThat(api.operator.page().select("#problems")).isEmpty();
    assertThat(api.program.get("/connectors").expect(200).body().get("problems")).isEmpty();
  }

  /** On the page, in the list, and in the answer about that connector alone. */
  private void requireLevel(String page, String json) {
    api.operator.get("/admin/connectors");
    Element facts = api.operator.page().selectFirst("#connector-huggingface-universal dl.facts");
    assertThat(facts).isNotNull();
    assertThat(facts.select("dt:contains(Conformance) + dd").text()).isEqualTo(page);
    assertThat(api.program.get("/connectors").expect(200).text("/items/0/conformanceLevel"))
        .isEqualTo(json);
    assertThat(
            api.program
                .get("/connectors/huggingface-universal")
                .expect(200)
                .text("/conformanceLevel"))
        .isEqualTo(json);
  }

  private void report(String name, String content) throws IOException {
    Files.write(plugins.resolve(name), content.getBytes(UTF_8));
  }

  /** As the kit writes it. */
  private static String said(String sha256, boolean complete, int level) {
    return JsonReport.of(
        new Report(
            "0.1.0",
            "rules",
            new Report.Plugin("hf.jar", "connector-huggingface", "0.1.0", sha256),
            "2026-11-26T00:00:00Z",
            1,
            complete,
            level,
            Report.CLEAN,
            List.of(),
            List.of()));
  }
}
