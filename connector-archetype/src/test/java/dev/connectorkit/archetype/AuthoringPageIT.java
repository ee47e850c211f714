package dev.connectorkit.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.oauth.ClientAuthentication;
import dev.connectorkit.oauth.OAuthConnectorBuilder;
import dev.connectorkit.oauth.ProfileSource;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command of docs/authoring.md, and builds what its snippets make of a project. */
class AuthoringPageIT {

  private static final String PAGE = "../docs/authoring.md";
  private static final String SOURCES = "src/main/java/org/example/acme/";

  private static Maven maven;
  private static String page;

  @TempDir Path folder;
  private Path project;

  @BeforeAll
  static void install() throws IOException {
    maven = new Maven();
    page = Files.readString(Path.of(PAGE));
  }

  @BeforeEach
  void create() throws Exception {
    List<String> command = words(blocks("bash").get(0));
    assertThat(command.subList(0, 2)).containsExactly("mvn", "archetype:generate");
    var arguments =
        new ArrayList<String>(List.of(Archetype.GENERATE, "-DarchetypeCatalog=internal"));
    arguments.addAll(command.subList(2, command.size()));

    Maven.Result made = maven.run(folder, arguments.toArray(String[]::new));

    assertThat(made.success()).as(made.output()).isTrue();
    project = folder.resolve("connector-acme");
  }

  @Test
  void everyCommandDoesWhatThePageSays() throws Exception {
    List<String> later = blocks("bash").stream().skip(1).toList();
    assertThat(later)
        .containsExactly(
            "mvn -Pdev",
            "mvn verify -Ddocs.write=true",
            "mvn verify",
            "mvn -Pdev -Dconnector.debug",
            "mvn -Pdev -Dconnector.config=acme.secret.json");

    try (var workbench = new RunningWorkbench(maven, project, arguments(later.get(0)))) {
      assertThat(workbench.browser().page()).contains("Sign in with Acme");
      assertThat(workbench.browser().signIn()).contains("acme:20394857");
    }
    Path schema = project.resolve("src/main/resources/org/example/acme/config-schema.json");
    replace(schema, "The application's secret.", "Shown once, after the application is made.");
    String only = "-Dit.test=ConfigTableIT";
    assertThat(maven.run(project, with(later.get(2), only)).output())
        .contains("differs from the schema");
    assertThat(maven.run(project, with(later.get(1), only)).success()).isTrue();
    assertThat(Files.readString(project.resolve("README.md"))).contains("Shown once, after the");
    Maven.Result verified = maven.run(project, arguments(later.get(2)));
    assertThat(verified.success()).as(verified.output()).isTrue();
    Files.writeString(project.resolve("acme.secret.json"), blocks("json").get(0));
    try (var workbench = new RunningWorkbench(maven, project, arguments(later.get(4)))) {
      assertThat(workbench.log()).contains("Redirect URI  http://localhost:", "the real one");
    }
  }

  @Test
  void aBreakpointInTheMapperStopsThere() throws Exception {
    try (var workbench =
            new RunningWorkbench(
                maven, project, "-Pdev", "-Dconnector.debug", "-Dconnector.debug.port=0");
        var debugger = new Debugger(Integer.parseInt(workbench.said("at address: (\\d+)")))) {
      Browser browser = workbench.browser();
      browser.signIn();

      debugger.stopAt("org.example.acme.AcmeProfile", "of");
      assertThat(debugger.hitWhile(browser::signIn)).isTrue();
    }
  }

  @Test
  void itsSnippetsMakeAConnectorThatPassesItsBuild() throws Exception {
    project =
        Archetype.project(
            maven, folder, "connector-acme", "-DproviderName=Acme", "-Dprotocol=oauth2");
    Path factory = project.resolve(SOURCES + "AcmeConnectorFactory.java");
    Path mapper = project.resolve(SOURCES + "AcmeProfile.java");
    List<String> java = blocks("java");
    replaceMethod(factory, "create", java.get(0));
    replaceMethod(factory, "metadata", java.get(1));
    replaceMethod(mapper, "of", java.get(2));
    replace(
        factory,
        "import dev.connectorkit.oauth.OAuthConnector;",
        "import dev.connectorkit.oauth.*;\nimport dev.connectorkit.oauth.OAuthConnector;");
    Path shape = project.resolve("src/main/resources/META-INF/connector-kit/wire-shape.json");
    Files.writeString(shape, AcmeShape.TEXT);
    Files.delete(project.resolve(SOURCES.replace("main", "test") + "AcmeProfileTest.java"));
    replace(project.resolve("pom.xml"), "</project>", blocks("xml").get(0) + "</project>");

    Maven.Result built = maven.run(project, "verify");

    assertThat(built.success()).as(built.output()).isTrue();
    assertThat(built.output()).contains("maven-shade-plugin").contains("AcmeConformanceIT");
  }

  @Test
  void theCallsInItsTableExist() {
    String table =
        page.substring(
            page.indexOf("## When the provider is different"), page.indexOf("## Check it"));
    Set<String> known =
        Stream.of(OAuthConnectorBuilder.class, ClientAuthentication.class, ProfileSource.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .map(Method::getName)
            .collect(Collectors.toSet());

    assertThat(Pattern.compile("\\.(\\w+)\\(").matcher(table).results())
        .extracting(call -> call.group(1))
        .hasSizeGreaterThan(10)
        .allMatch(known::contains);
  }

  /** The arguments of a command, and one more that leaves out what would only take time here. */
  private static String[] with(String command, String argument) {
    var words = new ArrayList<>(List.of(arguments(command)));
    words.add(argument);
    return words.toArray(String[]::new);
  }

  private static String[] arguments(String command) {
    List<String> words = words(command);
    return words.subList(1, words.size()).toArray(String[]::new);
  }

  private static List<String> words(String command) {
    return List.of(command.split("\\s+"));
  }

  private static List<String> blocks(String language) {
    Matcher blocks = Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(page);
    return blocks.results().map(block -> block.group(1).strip()).toList();
  }

  private static void replace(Path file, String text, String by) throws IOException {
    String before = Files.readString(file);
    assertThat(before).contains(text);
    Files.writeString(file, before.replace(text, by));
  }

  /** Puts a method in place of the one that is called so; both end with the next " }". */
  private static void replaceMethod(Path file, String name, String method) throws IOException {
    String before = Files.readString(file);
    Matcher old =
        Pattern.compile("(?s)(  @Override\\n)?  (public|static) \\S+ " + name + "\\(.*?\\n  }\\n")
            .matcher(before);
    assertThat(old.find()).as(name).isTrue();
    Files.writeString(
        file, before.substring(0, old.start()) + method + "\n" + before.substring(old.end()));
  }
}
