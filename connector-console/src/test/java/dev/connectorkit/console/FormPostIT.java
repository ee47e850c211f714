package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.handover.ApplicationChange;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A provider whose own page posts the callback: a request from another site, to which browsers add
 * no cookie that is SameSite=Lax.
 */
class FormPostIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  @TempDir Path profile;
  private AppleWorld apple;

  @BeforeEach
  void open() throws Exception {
    apple = new AppleWorld(folder);
  }

  @AfterEach
  void close() {
    apple.close();
  }

  @Test
  @Tag("browser")
  void peopleSignInByItInARealBrowser() {
    apple.console.instances().enable(AppleWorld.ID, true, "test");
    try (Chromium browser = browser()) {
      browser.driver.get(AppleWorld.SITE + "/");
      press(browser, "sign-in-apple");
      press(browser, "post");

      wait(browser).until(ExpectedConditions.urlToBe(AppleWorld.SITE + "/me"));
      assertThat(browser.driver.getPageSource()).contains("Ada Lovelace", "ada@example.org");
    }
  }

  @Test
  @Tag("browser")
  void anOperatorTriesItInARealBrowserAndIsStillSignedIn() {
    try (Chromium browser = browser()) {
      browser.driver.get(apple.console.setUpLink().orElseThrow().toString());
      element(browser, "name").sendKeys(ConsoleWorld.NAME);
      element(browser, "password").sendKeys(ConsoleWorld.PASSWORD);
      element(browser, "again").sendKeys(ConsoleWorld.PASSWORD, Keys.ENTER);
      wait(browser).until(ExpectedConditions.textToBe(By.tagName("h1"), "Connectors"));
      browser.driver.get(AppleWorld.SITE + "/admin/instances/apple");
      press(browser, "try");
      press(browser, "post");

      wait(browser).until(ExpectedConditions.textToBe(By.tagName("h1"), "The try passed"));
      assertThat(browser.driver.getPageSource()).contains("Ada Lovelace");
      assertThat(apple.console.instances().get(AppleWorld.ID).tried()).isTrue();
      browser.driver.get(AppleWorld.SITE + "/admin/instances");
      assertThat(element(browser, "content").getText()).contains("apple");
    }
  }

  @Test
  @Tag("browser")
  void anApplicationsPersonSignsInByItInARealBrowser() {
    TestApplication shop = shop();
    TestApplication.Session session = TestApplication.session();
    try (Chromium browser = browser()) {
      browser.driver.get(AppleWorld.SITE + shop.authorize(session, "connector", AppleWorld.ID));
      press(browser, "post");

      wait(browser).until(ExpectedConditions.urlContains("shop.example"));
      String code =
          TestApplication.code(session, URI.create(browser.driver.getCurrentUrl())).orElseThrow();
      assertThat(shop.exchange(apple.console.address(), session, code).body()).contains("id_token");
    }
  }

  @Test
  void onlyWhatBindsTheSignInTravelsAcrossSites() throws Exception {
    apple.console.instances().enable(AppleWorld.ID, true, "test");
    var person = new ConsoleBrowser(apple.console.address());
    HttpResponse<String> begun = person.post("/sign-in/apple", Map.of());
    assertThat(begun.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("__Host-browser=")
        .contains("Secure", "HttpOnly", "SameSite=None");

    Map<String, String> form = consented(begun);
    // A page of somebody else's that posts it, or a browser that keeps the cookie back.
    var stranger = new ConsoleBrowser(apple.console.address());
    assertThat(stranger.post("/callback/apple", form).body()).contains("state_mismatch");
    HttpResponse<String> done = posted(person, form);

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(done.headers().firstValue("Location")).contains("/me");
    assertThat(done.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("__Host-session=")
        .contains("Secure", "HttpOnly", "SameSite=Lax");
    assertThat(posted(person, form).statusCode()).as("once").isEqualTo(400);
  }

  @Test
  void everyCookieIsTheSitesOwnAlone() throws Exception {
    var operator = new ConsoleBrowser(apple.console.address());
    Map<String, String> attributes = new TreeMap<>();
    collect(attributes, operator.get(apple.console.setUpLink().orElseThrow().getPath()));
    String set =
        "password=%1$s&again=%1$s&name=ada&_token=%2$s"
            .formatted(ConsoleWorld.PASSWORD.replace(' ', '+'), operator.token());
    collect(attributes, form(operator, operator.page().select("form").attr("action"), set));
    operator.get("/admin/api-tokens");
    String made =
        "password=%s&name=ci&days=&_token=%s"
            .formatted(ConsoleWorld.PASSWORD.replace(' ', '+'), operator.token());
    collect(attributes, form(operator, "/admin/api-tokens", made));
    operator.get("/admin/instances/apple");
    collect(attributes, form(operator, "/admin/instances/apple/try", "_token=" + operator.token()));
    apple.console.instances().enable(AppleWorld.ID, true, "test");
    var person = new ConsoleBrowser(apple.console.address());
    HttpResponse<String> begun = person.post("/sign-in/apple", Map.of());
    collect(attributes, begun);
    collect(attributes, posted(person, consented(begun)));
    collect(
        attributes,
        person.get(shop().authorize(TestApplication.session(), "connector", AppleWorld.ID)));

    assertThat(attributes.keySet())
        .containsExactly(
            "__Host-application",
            "__Host-browser",
            "__Host-made",
            "__Host-operator",
            "__Host-session",
            "__Host-trial-apple",
            "__Host-visitor");
    assertThat(attributes.values())
        .allSatisfy(
            text -> assertThat(text).contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite="));
    assertThat(attributes.keySet().stream().filter(name -> attributes.get(name).contains("None")))
        .as("what a page of the provider has to bring along")
        .containsExactlyInAnyOrder("__Host-application", "__Host-browser", "__Host-trial-apple");
  }

  private static HttpResponse<String> form(ConsoleBrowser browser, String target, String body) {
    return browser.send(
        browser
            .request(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The newest of each cookie, by its name. */
  private static void collect(Map<String, String> attributes, HttpResponse<String> answer) {
    answer
        .headers()
        .allValues("Set-Cookie")
        .forEach(header -> attributes.put(header.substring(0, header.indexOf('=')), header));
  }

  /** The form on the provider's page, for whoever was sent there. */
  private Map<String, String> consented(HttpResponse<String> begun) throws Exception {
    URI there = URI.create(begun.headers().firstValue("Location").orElseThrow());
    Map<String, String> form = new LinkedHashMap<>();
    Jsoup.parse(apple.page(there))
        .select("input[type=hidden]")
        .forEach(input -> form.put(input.attr("name"), input.attr("value")));
    assertThat(form).containsKeys("code", "state", "user");
    return form;
  }

  private static HttpResponse<String> posted(ConsoleBrowser person, Map<String, String> form) {
    return person.send(
        person
            .request("/callback/apple")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "https://appleid.apple.com")
            .header("Sec-Fetch-Site", "cross-site")
            .POST(HttpRequest.BodyPublishers.ofString(TestApplication.form(form))));
  }

  private TestApplication shop() {
    apple.console.instances().enable(AppleWorld.ID, true, "test");
    return new TestApplication(
        apple
            .console
            .handover()
            .applications()
            .register(
                new ApplicationChange(
                    "Shop", List.of(TestApplication.RETURN), List.of(AppleWorld.ID)),
                "test"));
  }

  private Chromium browser() {
    Chromium.require();
    return Chromium.start(apple.world.internet.proxy(), apple.world.internet.authority(), profile);
  }

  private static void press(Chromium browser, String id) {
    element(browser, id).click();
  }

  private static WebElement element(Chromium browser, String id) {
    return wait(browser).until(ExpectedConditions.elementToBeClickable(By.id(id)));
  }

  private static WebDriverWait wait(Chromium browser) {
    return new WebDriverWait(browser.driver, PATIENCE);
  }
}
