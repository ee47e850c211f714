package dev.connectorkit.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong call gets one sentence that says what to change, and the exit code 3. */
class ConformanceCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void thereIsNoSuchFile() {
    requireRefused("There is no file", "verify", folder.resolve("missing.jar").toString());
  }

  @Test
  void theFileIsAFolder() {
    requireRefused("is a folder", "verify", folder.toString());
  }

  @Test
  void theFileIsNoJar() throws IOException {
    Path file = Files.writeString(folder.resolve("text.jar"), "plain text");

    requireRefused("is not a readable jar", "verify", file.toString());
  }

  @Test
  void theJarIsNoPlugin() throws IOException {
    requireRefused("is not a connector plugin", "verify", jar(null).toString());
  }

  @Test
  void thereIsNoWireShape() throws IOException {
    requireRefused("There is no wire-shape file", "verify", jar("acme").toString());
  }

  @Test
  void theWireShapeIsNotUsable() throws IOException {
    Path shape = Files.writeString(folder.resolve("shape.json"), "{\"config\": {}}");

    requireRefused(
        "is not a wire-shape file", "verify", jar("acme").toString(), "--shape", shape.toString());
  }

  @Test
  void theWireShapeIsNoJson() throws IOException {
    Path shape = Files.writeString(folder.resolve("shape.json"), "{\n\"config\": }");

    requireRefused("line 2", "verify", jar("acme").toString(), "--shape", shape.toString());
  }

  @Test
  void theWireShapeIsNoObject() throws IOException {
    Path shape = Files.writeString(folder.resolve("shape.json"), "[1, 2]");

    requireRefused(
        "does not hold one JSON object",
        "verify",
        jar("acme").toString(),
        "--shape",
        shape.toString());
  }

  @Test
  void theWireShapeCannotBeRead() throws IOException {
    for (String shape : List.of("missing.json", ".")) {
      requireRefused(
          "cannot be read",
          "verify",
          jar("acme").toString(),
          "--shape",
          folder.resolve(shape).toString());
    }
  }

  @Test
  void thereIsNoSuchRule() throws IOException {
    for (String nothing : List.of("", ",", "AUTH-01,")) {
      requireRefused(
          "There is no rule or group ''", "verify", jar("acme").toString(), "--select", nothing);
    }
    requireRefused(
        "There is no rule or group 'AUTH-99'",
        "verify",
        jar("acme").toString(),
        "--select",
        "AUTH-99");
    requireRefused("There is no rule or group 'XYZ'", "explain", "XYZ");
  }

  @Test
  void theReportCannotBeWritten() throws IOException {
    requireRefused(
        "cannot be written",
        "verify",
        jar("acme").toString(),
        "--json",
        folder.resolve("missing").resolve("report.json").toString());
  }

  @Test
  void theReportIsAFolder() throws IOException {
    requireRefused(
        "cannot be written", "verify", jar("acme").toString(), "--html", folder.toString());
  }

  @Test
  void lookingWhetherAReportCanBeWrittenLeavesNothingBehind() throws IOException {
    Path report = folder.resolve("report.json");

    requireRefused(
        "There is no wire-shape file",
        "verify",
        jar("acme").toString(),
        "--json",
        report.toString());

    assertThat(report).doesNotExist();
  }

  @Test
  void theTimeoutFactorIsNone() throws IOException {
    for (String factor : List.of("0", "-1", "NaN", "101")) {
      requireRefused(
          "a number over 0, at most 100",
          "verify",
          jar("acme").toString(),
          "--timeout-factor",
          factor);
    }
    requireRefused(
        "--timeout-factor", "verify", jar("acme").toString(), "--timeout-factor", "slow");
  }

  @Test
  void theWaiversHaveNoEnd() throws IOException {
    Path waivers =
        Files.writeString(
            folder.resolve("waivers.json"),
            "[{\"rule\": \"AUTH-02\", \"reason\": \"Later.\", \"expires\": \"soon\"}]");

    requireRefused(
        "expires on no day",
        "verify",
        jar("acme").toString(),
        "--shape",
        shape().toString(),
        "--waivers",
        waivers.toString());
  }

  /** The rules are about the jar's entries alone, so that nothing has to be a connector. */
  @Test
  void aWaiverOfNoRuleOneThatExpiredAndOneThatIsStaleEndWithTwo() throws IOException {
    Path waivers =
        Files.writeString(
            folder.resolve("waivers.json"),
            """
            [{"rule": "AUTH-99", "reason": "Later.", "expires": "2999-01-01"},
             {"rule": "PLG-03", "reason": "Later.", "expires": "2020-01-01"},
             {"rule": "PLG-05", "reason": "Later.", "expires": "2999-01-01"}]
            """);

    int code =
        run(
            "verify",
            jar("acme").toString(),
            "--shape",
            shape().toString(),
            "--select",
            "PLG-03,PLG-05",
            "--waivers",
            waivers.toString());

    assertThat(code).as(out.toString()).isEqualTo(Report.STALE_WAIVERS);
    assertThat(out.toString())
        .contains("There is no rule AUTH-99")
        .contains("The waiver for PLG-03 expired on 2020-01-01")
        .contains("The waiver for PLG-05 is stale")
        .contains("a waiver has to go");
  }

  private Path shape() throws IOException {
    return Files.writeString(
        folder.resolve("shape.json"),
        """
        {"config": {"clientId": "x"}, "client": {"id": "/clientId", "authentication": "none"},
         "provider": {"authorization": "https://a.example/a", "token": "https://a.example/t",
         "userInfo": "https://a.example/u"}, "profile": {"id": "1"}}
        """);
  }

  @Test
  void theWaiversCannotBeRead() throws IOException {
    Path shape = shape();

    requireRefused(
        "The waivers file",
        "verify",
        jar("acme").toString(),
        "--shape",
        shape.toString(),
        "--waivers",
        folder.resolve("missing.json").toString());
  }

  @Test
  void theOptionIsUnknownOrTheCommandMissing() {
    requireRefused("--colour", "verify", "x.jar", "--colour");
    assertThat(run()).isEqualTo(Report.UNUSABLE);
  }

  @Test
  void listsAndExplainsRules() {
    assertThat(run("rules")).isZero();
    assertThat(out.toString()).contains("AUTH-06", "NET-11", "CAP-01");

    assertThat(run("explain", "auth-06")).isZero();
    assertThat(out.toString())
        .contains("No secret is in the authorization URI", "RFC 6749 §2.3.1", "to fix");
  }

  private void requireRefused(String sentence, String... arguments) {
    assertThat(run(arguments)).isEqualTo(Report.UNUSABLE);
    assertThat(err.toString().strip()).contains(sentence).doesNotContain("\tat ");
    assertThat(err.toString().strip().lines()).hasSize(1);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return ConformanceCommand.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private Path jar(String pluginId) throws IOException {
    Path file = folder.resolve("some.jar");
    var manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    if (pluginId != null) {
      manifest.getMainAttributes().putValue("Plugin-Id", pluginId);
    }
    try (var content = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      content.putNextEntry(new JarEntry("a.txt"));
      content.closeEntry();
    }
    return file;
  }
}
