package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that the console makes are shown once, to whoever made them, and in no address. */
class MadeSecretsIT {

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser operator;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
    operator = world.setUp(console);
    ConsoleWorld.offer(console, "huggingface");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void loadingThePageOfASecretAgainNeitherShowsItNorMakesAnother() {
    register();
    String secret = operator.page().select("#client-secret").text();
    String page = operator.location();
    assertThat(secret).hasSize(43);
    assertThat(page).matches("/admin/applications/[A-Za-z0-9_-]+/secret").doesNotContain(secret);

    operator.get(page);

    assertThat(operator.page().select("#client-secret")).isEmpty();
    assertThat(operator.page().select("#gone").text()).contains("shown once");
    assertThat(console.handover().applications().list())
        .singleElement()
        .satisfies(shop -> assertThat(shop.secrets()).hasSize(1));
  }

  @Test
  void aSecondSecretIsShownOnceAsWell() {
    register();
    String first = operator.page().select("#client-secret").text();
    operator.get(operator.location().replace("/secret", ""));
    operator.submit("form[action$=/secret]");
    String second = operator.page().select("#client-secret").text();

    assertThat(second).hasSize(43).isNotEqualTo(first);
    operator.get(operator.location());
    assertThat(operator.page().select("#client-secret")).isEmpty();
  }

  @Test
  void loadingThePageOfATokenAgainNeitherShowsItNorMakesAnother() {
    String token = token();
    assertThat(token).isNotEmpty();
    assertThat(operator.location()).doesNotContain(token);

    operator.get(operator.location());

    assertThat(operator.page().select("#token")).isEmpty();
    assertThat(operator.page().select("form[action$=/revoke]")).hasSize(1);
  }

  @Test
  void aSecretThatWasNotFetchedIsForNoOtherSessionAndNotForLong() {
    String sealed = withoutFetching();
    ConsoleBrowser other = world.signIn(console);
    other.cookies.put("made", sealed);
    other.get("/admin/api-tokens");
    assertThat(other.page().select("#token")).isEmpty();

    world.clock.advance(Duration.ofMinutes(6));
    operator.cookies.put("made", sealed);
    operator.get("/admin/api-tokens");
    assertThat(operator.page().select("#token")).isEmpty();
  }

  private void register() {
    operator.get("/admin/applications/new");
    operator.submit(
        "form.config",
        "name",
        "Shop",
        "redirect_uris",
        "https://shop.example/callback",
        "instance",
        "huggingface");
  }

  private String token() {
    operator.get("/admin/api-tokens");
    operator.submit(
        "form[action=/admin/api-tokens]",
        "password",
        ConsoleWorld.PASSWORD,
        "name",
        "ci",
        "days",
        "");
    return operator.page().select("#token").text();
  }

  /** What the browser holds between the form and the page that follows it. */
  private String withoutFetching() {
    operator.get("/admin/api-tokens");
    String body =
        "_token="
            + operator.token()
            + "&name=ci&days=&password="
            + ConsoleWorld.PASSWORD.replace(' ', '+');
    var answer =
        operator.send(
            operator
                .request("/admin/api-tokens")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/admin/api-tokens?done=token-made");
    return operator.cookies.get("made");
  }
}
