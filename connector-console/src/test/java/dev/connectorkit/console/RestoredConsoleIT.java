package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ConsoleRoutes.Route;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.handover.ApplicationChange;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup as docs/operate.md makes it: the folder of a console that was stopped, and its key file
 * apart.
 */
class RestoredConsoleIT {

  private static final String ID = "huggingface";
  private static final String OTHER_KEY = "other 4V3iQeQ0c0cDmHHuBHcPZ0vbFBPRlT6rDtaTCFp3DSs=";
  private static final String THIRD_KEY = "third BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";
  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Path restored;
  private Path keptKeys;
  private ConsoleWorld world;
  private TestApplication shop;

  @BeforeEach
  void backUp() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path keys = data.resolve("keys");
    KeyFile.createIfMissing(keys, DatabaseSettings.embeddedFile(data));
    world = new ConsoleWorld(DatabaseSettings.embeddedIn(data));
    ConsoleServer console =
        world.start(DatabaseSettings.embeddedIn(data), world.port(), Files.readString(keys));
    ConsoleBrowser operator = world.setUp(console);
    ConsoleWorld.offer(console, ID);
    operator.get("/admin/instances/" + ID);
    assertThat(consented(operator, operator.submit("form[action$=/try]")).body())
        .contains("The try passed");
    ConsoleWorld.offer(console, "changing");
    operator.get("/admin/instances/changing");
    operator.submit("form.config", "name", "", "/clientId", "client", "/clientSecret", "changed");
    assertThat(operator.location()).endsWith("?done=change-saved");
    shop =
        new TestApplication(
            console
                .handover()
                .applications()
                .register(
                    new ApplicationChange("Shop", List.of(TestApplication.RETURN), List.of(ID)),
                    "test"));
    assertThat(handedOver(console).statusCode()).isEqualTo(200);
    world.stop(console);

    keptKeys = Files.copy(keys, folder.resolve("keys-elsewhere"));
    restored = Files.createDirectory(folder.resolve("restored"));
    for (String name : names(data)) {
      if (!name.equals("keys")) {
        Files.copy(data.resolve(name), restored.resolve(name));
      }
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void withItsKeyFileAllIsAsItWas() throws IOException {
    Files.copy(keptKeys, restored.resolve("keys"));

    ConsoleServer console = start(Files.readString(restored.resolve("keys")));

    assertThat(signIn(console)).contains("Ada Example");
    assertThat(handedOver(console).statusCode()).isEqualTo(200);
    ConsoleBrowser operator = world.signIn(console);
    assertThat(operator.get("/admin/instances/" + ID + "/report").body())
        .contains("The try passed", "Ada Example");
    assertThat(operator.get("/admin/activity").body()).contains("instance.tried");
  }

  @Test
  void withoutItsKeyFileItSaysWhatToDoAndLeavesAllAsItIs() throws IOException {
    Map<String, String> before = contents(restored);
    String data = restored.toString();
    String plugins = ConsoleWorld.shipped().toString();

    assertThat(run(Map.of(), "serve", "--port", "0", "--data", data, "--plugins", plugins))
        .isEqualTo(1);
    assertThat(said.toString(UTF_8))
        .contains(restored.resolve("keys").toString(), "is gone", "Put it back", "--keys")
        .doesNotContain("\tat ", "Exception");
    assertThat(contents(restored)).isEqualTo(before);
    // What needs no key goes on.
    assertThat(run(Map.of(), "export", "-", "--data", data)).isZero();
    assertThat(said.toString(UTF_8)).contains("\"" + ID + "\"", "/clientSecret");
    assertThat(names(restored)).doesNotContain("keys");

    Files.copy(keptKeys, restored.resolve("keys"));
    assertThat(signIn(start(Files.readString(restored.resolve("keys"))))).contains("Ada Example");
  }

  @Test
  void withAnotherKeyTheSecretsAreEnteredAgainAndNothingElseIsLost() {
    ConsoleServer console = start(OTHER_KEY);
    ConsoleBrowser operator = world.signIn(console);

    Map<String, String> ids =
        Map.of(
            "/admin/instances/{id}", ID,
            "/admin/applications/{id}", shop.clientId,
            "/admin/known-providers/{id}", ID,
            "/admin/plugins/{plugin}", "connector-huggingface",
            "/admin/set-up/{link}", "x",
            "/admin/tries/{id}", "x",
            "/callback/{instance}", ID,
            "/logo/{connector}", "huggingface-universal",
            "/logo/{connector}/{variant}", "light",
            "/picture/{hash}", "x");
    for (Route route :
        ConsoleRoutes.of(console, "GET", "/(?!api/|assets/).*", ConsoleRoutes.existing(ids))) {
      HttpResponse<String> answer = operator.send(operator.request(route.target()));
      assertThat(answer.statusCode()).as(route.path() + answer.body()).isLessThan(500);
    }
    assertThat(operator.get("/admin/instances/changing").statusCode()).isEqualTo(200);
    operator.get("/admin/instances");
    assertThat(operator.page().select("#instance-huggingface .problem").text())
        .contains("is sealed under the key");
    assertThat(operator.get("/").body()).doesNotContain("Sign in with Hugging Face");

    operator.get("/admin/instances/" + ID);
    operator.submit(
        "form.config",
        "name",
        "",
        "/clientId",
        "client",
        "/clientSecret",
        ConsoleWorld.CLIENT_SECRET,
        "/scope",
        "openid profile email",
        "live",
        "yes");
    assertThat(operator.location()).as(operator.page().text()).contains("done=");
    assertThat(signIn(console)).contains("Ada Example");
    operator.get("/admin/applications");
    operator.submit("form[action=/admin/applications/signing-key]");
    assertThat(handedOver(console).statusCode()).isEqualTo(200);

    // Nothing of the lost key is in the way of another exchange.
    console.instances().remove("changing", "test");
    world.stop(console);
    assertThat(
            run(
                Map.of("CONSOLE_KEYS", THIRD_KEY + "," + OTHER_KEY),
                "reseal",
                "--data",
                restored.toString()))
        .as(said.toString(UTF_8))
        .isZero();
    assertThat(signIn(start(THIRD_KEY))).contains("Ada Example");
  }

  private ConsoleServer start(String keys) {
    return world.start(DatabaseSettings.embeddedIn(restored), world.port(), keys);
  }

  private String signIn(ConsoleServer console) {
    var person = new ConsoleBrowser(console.address());
    return consented(person, person.post("/sign-in/" + ID, Map.of())).body();
  }

  /** Somebody signs in for the application, which is told who that is. */
  private HttpResponse<String> handedOver(ConsoleServer console) {
    var person = new ConsoleBrowser(console.address());
    TestApplication.Session session = TestApplication.session();
    person.get(shop.authorize(session));
    HttpResponse<String> back =
        consented(person, person.submit("form[action=/authorize]", "connector", ID));
    String code = TestApplication.code(session, HandoverScene.location(back)).orElseThrow();
    return shop.exchange(console.address(), session, code);
  }

  private HttpResponse<String> consented(ConsoleBrowser browser, HttpResponse<String> begun) {
    URI back = world.provider.authorize(HandoverScene.location(begun), Consent.allow(ADA));
    return browser.get(back.getRawPath() + "?" + back.getRawQuery());
  }

  private int run(Map<String, String> environment, String... arguments) {
    var to = new PrintStream(said, true, UTF_8);
    return ConnectorConsole.commandLine(environment, to, to).execute(arguments);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    var contents = new TreeMap<String, String>();
    for (String name : names(folder)) {
      contents.put(name, HexFormat.of().formatHex(Files.readAllBytes(folder.resolve(name))));
    }
    return contents;
  }
}
