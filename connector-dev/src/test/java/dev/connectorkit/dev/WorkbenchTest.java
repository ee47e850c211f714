package dev.connectorkit.dev;

import static dev.connectorkit.dev.SampleProject.FACTORY;
import static dev.connectorkit.dev.SampleProject.SCHEMA;
import static dev.connectorkit.dev.SampleProject.SHAPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbenchTest {

  private static final String NAME_CLAIM = "source.userInfo().text(\"name\")";
  private static final Map<String, Object> REAL =
      Map.of("clientId", "real-client", "clientSecret", "a-secret-of-the-real-one");

  private SampleProject sample;
  private Dev dev;
  private Visitor visitor;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    sample = SampleProject.in(folder.resolve("a project with spaces"));
    dev = dev(Optional.empty());
    visitor = new Visitor(dev.baseUrl());
  }

  @AfterEach
  void stop() {
    dev.close();
  }

  private Dev dev(Optional<Map<String, Object>> realConfig) throws IOException {
    return Dev.start(
        new Project(sample.root()), "17", 0, Optional.empty(), realConfig, built -> {});
  }

  @Test
  void aPersonSignsInAtThePracticeProvider() {
    HttpResponse<String> done = visitor.signIn("example");

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(visitor.page())
        .contains("sample:7", "Ada Lovelace", "ada@example.org (verified)")
        .contains("POST https://sample.example/token", "GET https://sample.example/me")
        .doesNotContain("would not accept");
  }

  @Test
  void thePracticePeopleDifferInWhatProvidersTell() {
    visitor.signIn("unverified");
    assertThat(visitor.page()).contains("ada@example.org (not verified)");

    visitor.signIn("no-email");
    assertThat(visitor.page()).doesNotContain("ada@example.org");

    visitor.signIn("other");
    assertThat(visitor.page()).contains("sample:1009").contains("Person 2");
  }

  @Test
  void aChangedMappingShowsWithoutSigningInAgain() throws IOException {
    visitor.signIn("example");

    sample.edit(FACTORY, NAME_CLAIM, NAME_CLAIM + ".map(String::toUpperCase)");

    eventually("ADA LOVELACE");
  }

  @Test
  void aPendingSignInOutlivesABuild() throws IOException {
    URI consent = visitor.begin();

    sample.edit(FACTORY, NAME_CLAIM, NAME_CLAIM + ".map(String::toUpperCase)");
    eventually("Build 2");

    assertThat(visitor.get(visitor.consent(consent, "example")).statusCode()).isEqualTo(303);
    assertThat(visitor.page()).contains("ADA LOVELACE");
  }

  @Test
  void whatDoesNotCompileShowsFileLineAndMessageAndTheFormerBuildGoesOn() throws IOException {
    visitor.signIn("example");

    sample.edit(FACTORY, NAME_CLAIM, "source.userInfo().txt(\"name\")");

    eventually(FACTORY + ":57");
    assertThat(visitor.page()).contains("cannot find symbol", "txt", "Ada Lovelace");
    assertThat(visitor.signIn("example").statusCode()).isEqualTo(303);

    sample.edit(FACTORY, "txt", "text");
    await().atMost(Duration.ofSeconds(60)).until(() -> !visitor.page().contains(FACTORY));
  }

  @Test
  void aSchemaThatTheHostRefusesShowsReasonAndPointer() throws IOException {
    sample.edit(SCHEMA, "\"x-order\": 2", "\"x-oder\": 2");

    eventually(SCHEMA + ":");
    assertThat(visitor.page())
        .contains("/properties/clientSecret/x-oder", "what was in use before goes on")
        .doesNotContain("ask its author");
    assertThat(visitor.signIn("example").statusCode()).isEqualTo(303);
  }

  @Test
  void whatTheFactoryThrowsShowsWithItsLine() throws IOException {
    sample.edit(FACTORY, ".readme(\"# Sample\")", ".readme(\" \")");

    eventually(FACTORY + ":33");
    assertThat(visitor.page()).contains("The readme is blank");
  }

  @Test
  void aTextThatIsMissingShowsWithItsLineThoughAStaticInitialiserFails() throws IOException {
    sample.edit(
        FACTORY,
        "  @Override\n  public ConnectorMetadata",
        "  private static final class Texts {\n"
            + "    static final LocalizedText NAME ="
            + " new LocalizedText(java.util.Map.of(\"de\", \"Muster\"));\n"
            + "  }\n\n  @Override\n  public ConnectorMetadata");
    sample.edit(FACTORY, ".name(LocalizedText.english(\"Sample\"))", ".name(Texts.NAME)");

    eventually("A localized text needs an 'en' entry");
    assertThat(visitor.page()).contains(FACTORY + ":").doesNotContain("ExceptionInInitializer");
  }

  @Test
  void aLogoThatIsRefusedShowsItsFile() throws IOException {
    sample.edit("src/main/resources/sample/logo.svg", "</svg>", "<script>1</script></svg>");

    eventually("src/main/resources/sample/logo.svg");
    assertThat(visitor.page()).contains("'script'").doesNotContain("ask its author");
  }

  @Test
  void whatDiffersFromTheProfileOfTheShapeIsMarkedInWords() throws IOException {
    visitor.signIn("example");
    assertThat(visitor.page()).doesNotContain("≠");

    sample.edit(FACTORY, ".name(" + NAME_CLAIM + ")", "");

    eventually("≠ wire shape: name 'Ada Lovelace'");
    assertThat(visitor.page()).contains("The profile is not the one in the wire shape: name.");
  }

  @Test
  void anotherClientAuthenticationThanTheShapesIsToldAsThat() throws IOException {
    sample.edit(FACTORY, "ClientAuthentication.post(", "ClientAuthentication.basic(");
    eventually("Build 2");

    assertThat(Visitor.text(visitor.signIn("example")))
        .contains("the wire shape says client_secret_post", "Authorization: Basic");
  }

  @Test
  void aNameOfTwoPartsHasItsPeopleToo() throws IOException {
    visitor.signIn("example");
    sample.edit(
        FACTORY,
        NAME_CLAIM,
        "source.userInfo().text(\"first\").map(first -> first + \" \" +"
            + " source.userInfo().text(\"last\").orElse(\"\"))");
    eventually("≠ wire shape: name");
    sample.edit(
        SHAPE,
        "\"id\": 7, \"name\": \"Ada Lovelace\"",
        "\"id\": 7, \"first\": \"Ada\", \"last\": \"Lovelace\"");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                visitor.page().contains("Ada Lovelace")
                    && !visitor.page().contains("≠ wire shape"));

    visitor.signIn("no-name");
    assertThat(visitor.page()).contains("sample:7").doesNotContain("Ada");
    visitor.signIn("other");
    assertThat(visitor.page()).contains("sample:1009", "Person 2");
  }

  @Test
  void browsersMayReachItAtAnotherAddress() throws IOException {
    URI tunnel = URI.create("https://tunnel.example");
    try (Dev reached =
        Dev.start(
            new Project(sample.root()),
            "17",
            0,
            Optional.of(tunnel),
            Optional.of(REAL),
            built -> {})) {
      assertThat(reached.baseUrl()).isEqualTo(tunnel);
      assertThat(reached.workbench().host().orElseThrow().begin(Workbench.INSTANCE))
          .extracting(started -> started.authorizationUri().getQuery())
          .asString()
          .contains("redirect_uri=https://tunnel.example/callback/dev");
    }
  }

  @Test
  void aConfigThatTheNewSchemaRefusesShowsItsPointer() throws IOException {
    sample.edit(SHAPE, "\"clientId\": \"sample-client\"", "\"clientId\": \"\"");
    sample.edit(SCHEMA, "\"title\": \"Client ID\"", "\"title\": \"Client ID\", \"minLength\": 1");

    eventually(SHAPE + "#/config/clientId");
    assertThat(visitor.page())
        .contains("nothing else is")
        .doesNotContain("what was in use before goes on");
  }

  @Test
  void aMapperThatFailsIsToldWhereTheProfileWas() throws IOException {
    visitor.signIn("example");

    sample.edit(FACTORY, "identifier(\"id\")", "identifier(\"uid\")");

    eventually("does not sign this person in again");
    assertThat(visitor.page()).contains("no usable 'uid'", "Ada Lovelace");
    assertThat(Visitor.text(visitor.signIn("example")))
        .contains("The sign-in failed", "invalid_response", "no usable 'uid'");
  }

  @Test
  void anotherWireShapeIsAnotherProviderAndSessionsAreKept() throws IOException {
    visitor.signIn("example");

    sample.edit(
        SHAPE, "\"id\": 7, \"name\": \"Ada Lovelace\"", "\"id\": 7, \"name\": \"Ada King\"");

    eventually("Ada King");
  }

  @Test
  void aWireShapeThatIsNoneIsTold() throws IOException {
    sample.edit(SHAPE, "\"profile\":", "\"profil\":");

    eventually("wire-shape.json is not a wire-shape file");
  }

  @Test
  void aPersonMaySayNoAndAProviderMayFail() {
    assertThat(Visitor.text(visitor.signIn("refuse"))).contains("access_denied");
    assertThat(Visitor.text(visitor.signIn("unavailable"))).contains("unavailable", "503");
  }

  @Test
  void theProviderRefusesARedirectUriThatIsNotRegistered() {
    String wrong = visitor.begin().toString().replace("callback%2Fdev", "callback%2Fother");

    HttpResponse<String> page = visitor.get(URI.create(wrong));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(Visitor.text(page)).contains("The redirect_uri is");
  }

  @Test
  void otherSitesCannotUseTheWorkbench() {
    URI signIn = dev.baseUrl().resolve("/sign-in");

    assertThat(visitor.send(Visitor.post(signIn, "", "Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(403);
    URI byNumber = URI.create("http://127.0.0.1:" + dev.baseUrl().getPort() + "/");
    assertThat(visitor.get(byNumber).statusCode()).isEqualTo(421);
  }

  @Test
  void librariesAndManifestComeFromTheJarThatMavenBuilt() throws IOException {
    try (var jar =
        new JarFile(sample.root().resolve("target/dev/plugins/connector.jar").toFile())) {
      assertThat(jar.stream().map(Object::toString))
          .contains("library/licence.txt", "sample/SampleFactory.class", "META-INF/extensions.idx");
      assertThat(jar.getManifest().getMainAttributes().getValue("Plugin-Id")).isEqualTo("sample");
    }
  }

  @Test
  void withAConfigOfTheAuthorsOwnTheBrowserGoesToTheRealProvider() throws IOException {
    try (Dev real = dev(Optional.of(REAL))) {
      URI authorization = new Visitor(real.baseUrl()).begin();

      assertThat(authorization.getHost()).isEqualTo("sample.example");
      assertThat(authorization.getRawQuery()).contains("client_id=real-client");
    }
  }

  @Test
  void whatIsMissingIsSaidWithWhatToDo(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> new Project(folder)).hasMessageContaining("no pom.xml");

    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    assertThatThrownBy(() -> new Project(folder).jar()).hasMessageContaining("mvn -Pdev");

    sample.jar("older.jar");
    assertThatThrownBy(() -> new Project(sample.root()).jar()).hasMessageContaining("mvn clean");
  }

  private void eventually(String text) {
    await().atMost(Duration.ofSeconds(60)).until(() -> visitor.page().contains(text));
  }
}
