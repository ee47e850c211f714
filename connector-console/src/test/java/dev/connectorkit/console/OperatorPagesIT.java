package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.ConsoleRoutes.Route;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's pages over real HTTP. */
class OperatorPagesIT {

  private static final String SESSION = "operator";

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void beforeItIsSetUpNothingIsOpenButTheWayToSetItUp() {
    var browser = new ConsoleBrowser(console.address());
    for (Route page : OperatorGateIT.pages(console)) {
      HttpResponse<String> answer = browser.get(page.target());
      assertThat(browser.location()).as(page.path()).isEqualTo("/admin/sign-in");
      assertThat(answer.body()).contains("is not set up yet", "reset-operator");
    }
  }

  @Test
  void theSetUpLinkLeadsToTheCatalogueAndEnds() {
    URI link = console.setUpLink().orElseThrow();
    ConsoleBrowser browser = world.setUp(console);

    assertThat(browser.location()).isEqualTo("/admin/connectors");
    assertThat(browser.page().select("#connector-huggingface-universal h2").text())
        .isEqualTo("Hugging Face");
    assertThat(browser.page().text()).contains("SHA-256", "no report beside the jar");

    assertThat(new ConsoleBrowser(console.address()).get(link.getPath()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aSetUpWithTwoDifferentPasswordsIsToldAtTheForm() {
    var browser = new ConsoleBrowser(console.address());
    browser.get(console.setUpLink().orElseThrow().getPath());

    HttpResponse<String> refused =
        browser.submit(
            "form[action^=/admin/set-up]",
            "name",
            "ada",
            "password",
            ConsoleWorld.PASSWORD,
            "again",
            "another long one");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(problemAt(browser, "again")).contains("differ");
    assertThat(browser.page().select("#name").val()).isEqualTo("ada");
    assertThat(refused.body()).doesNotContain(ConsoleWorld.PASSWORD, "another long one");
  }

  @ParameterizedTest
  @CsvSource({
    "Password1234, leaked elsewhere",
    "my name is Ada & long, has your name",
    "Connector-Kit and more, name of this product",
    "short, at least 12 characters"
  })
  void aPasswordThatIsTriedFirstIsRefusedAtItsField(String password, String why) {
    var browser = new ConsoleBrowser(console.address());
    browser.get(console.setUpLink().orElseThrow().getPath());

    HttpResponse<String> refused =
        browser.submit(
            "form[action^=/admin/set-up]", "name", "ada", "password", password, "again", password);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(problemAt(browser, "password")).contains(why);
    assertThat(refused.body()).doesNotContain(password);
    assertThat(browser.cookies).doesNotContainKey(SESSION);
    // The link is still good.
    world.setUp(console);
  }

  @Test
  void aNameThatIsNoneIsRefusedAtItsField() {
    var browser = new ConsoleBrowser(console.address());
    browser.get(console.setUpLink().orElseThrow().getPath());
    browser.submit(
        "form[action^=/admin/set-up]",
        "name",
        "a:b",
        "password",
        ConsoleWorld.PASSWORD,
        "again",
        ConsoleWorld.PASSWORD);

    assertThat(problemAt(browser, "name")).contains("1 to 64 letters");
  }

  @Test
  void aNewPasswordIsHeldToTheSameRulesAsTheFirst() {
    ConsoleBrowser browser = world.setUp(console);

    change(browser, ConsoleWorld.PASSWORD, "Password1234");
    assertThat(problemAt(browser, "password")).contains("leaked elsewhere");

    change(browser, "not that one", "other long words");
    assertThat(problemAt(browser, "former")).contains("is wrong");

    change(browser, ConsoleWorld.PASSWORD, "other long words");
    assertThat(browser.location()).isEqualTo("/admin/password?done=password");
  }

  @Test
  void aConsoleThatIsStartedKeepsPasswordsAtTheRecommendedCost() {
    DatabaseSettings stored = DatabaseKind.chosen().fresh(folder.resolve("started"));
    var settings =
        new ServeSettings(
            "127.0.0.1",
            0,
            Optional.empty(),
            ConsoleWorld.shipped(),
            Optional.empty(),
            stored,
            KeyFile.parse(Secret.of(ConsoleWorld.KEY)));
    try (ConsoleServer started = ConsoleServer.start(settings)) {
      world.setUp(started);
    }

    try (ConsoleDatabase database = ConsoleDatabase.open(stored)) {
      String hash =
          database.read(
              handle ->
                  handle
                      .createQuery("SELECT password_hash FROM console_operator")
                      .mapTo(String.class)
                      .one());
      assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }
  }

  @Test
  void signOutEndsTheSessionAndSignInBeginsANewOne() {
    ConsoleBrowser browser = world.setUp(console);
    String first = browser.cookies.get(SESSION);

    browser.submit("form[action=/admin/sign-out]");
    assertThat(browser.location()).startsWith("/admin/sign-in");
    assertThat(browser.cookies).doesNotContainKey(SESSION);
    assertThat(status(first, "/admin/instances")).isEqualTo(303);

    signIn(browser, ConsoleWorld.PASSWORD);
    assertThat(browser.location()).isEqualTo("/admin/instances");
    assertThat(browser.cookies.get(SESSION)).isNotEqualTo(first);
  }

  @Test
  void aSessionThatSomebodyPlantedIsNotTakenOver() {
    world.setUp(console);
    var browser = new ConsoleBrowser(console.address());
    browser.cookies.put(SESSION, "planted");

    signIn(browser, ConsoleWorld.PASSWORD);

    assertThat(browser.cookies.get(SESSION)).isNotEqualTo("planted");
    assertThat(status("planted", "/admin/instances")).isEqualTo(303);
  }

  @Test
  void theSessionBeforeASignInIsDeadAfterIt() {
    ConsoleBrowser browser = world.setUp(console);
    String before = browser.cookies.get(SESSION);

    signIn(browser, ConsoleWorld.PASSWORD);

    assertThat(browser.cookies.get(SESSION)).isNotEqualTo(before);
    assertThat(status(before, "/admin/instances")).isEqualTo(303);
  }

  @Test
  void wrongPasswordsLockTheAccountAndSayForHowLong() {
    ConsoleBrowser operator = world.setUp(console);
    var browser = new ConsoleBrowser(console.address());
    for (int i = 0; i < 5; i++) {
      assertThat(signIn(browser, "not that one").statusCode()).isEqualTo(401);
      assertThat(browser.page().select("#problem").text()).contains("is wrong");
    }
    HttpResponse<String> locked = signIn(browser, ConsoleWorld.PASSWORD);

    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(locked.headers().firstValue("Retry-After")).contains("60");
    // Whoever is in stays in.
    assertThat(operator.get("/admin/instances").statusCode()).isEqualTo(200);
  }

  @Test
  void aLineOfTheTrailTellsWhoDidWhat() {
    ConsoleBrowser browser = world.setUp(console);
    browser.submit("form[action=/admin/connectors/reload]");

    browser.get("/admin/activity");

    assertThat(browser.page().select(".trail li").eachText())
        .anyMatch(line -> line.contains("ada") && line.contains("plugins.reloaded"))
        .anyMatch(line -> line.contains("ada") && line.contains("operator.set-up"));
  }

  private static void change(ConsoleBrowser browser, String former, String next) {
    browser.get("/admin/password");
    browser.submit(
        "form[action=/admin/password]", "former", former, "password", next, "again", next);
  }

  /** What a page says is wrong with one field, and with no other. */
  private static String problemAt(ConsoleBrowser browser, String field) {
    assertThat(browser.page().select("[aria-invalid=true]").eachAttr("name"))
        .containsExactly(field);
    assertThat(browser.page().select("#" + field).attr("aria-describedby").split(" "))
        .contains("problem");
    return browser.page().select(".field:has(#" + field + ") #problem").text();
  }

  private HttpResponse<String> signIn(ConsoleBrowser browser, String password) {
    browser.get("/admin/sign-in");
    return browser.submit(
        "form[action=/admin/sign-in]", "name", ConsoleWorld.NAME, "password", password);
  }

  private int status(String session, String path) {
    var browser = new ConsoleBrowser(console.address());
    browser.cookies.put(SESSION, session);
    return browser.send(browser.request(path)).statusCode();
  }
}
