package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import dev.connectorkit.testkit.huggingface.Quirk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the latest sign-ins, after real ones. */
class SignInPagesIT {

  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;
  private ConsoleBrowser operator;
  private ConsoleBrowser person;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    console = world.start();
    operator = world.setUp(console);
    ConsoleWorld.offer(console, "huggingface");
    person = new ConsoleBrowser(console.address());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void eachOutcomeIsALineOfItsOwnAndNoneSaysWhoItWas() {
    signIn(Consent.allow(ADA));
    signIn(Consent.deny(ADA));
    world.provider.switchOn(Quirk.OUTAGE);
    signIn(Consent.allow(ADA));
    world.provider.switchOff(Quirk.OUTAGE);
    world.provider.mutateUserInfo(claims -> Map.of("name", "Nobody"));
    signIn(Consent.allow(ADA));

    assertThat(lines("", 4))
        .satisfiesExactly(
            line -> assertThat(line).contains("failed userinfo: "),
            line -> assertThat(line).contains("failed token: unavailable"),
            line -> assertThat(line).contains("given up callback: access_denied"),
            line -> assertThat(line).contains("huggingface signed in"));
    assertThat(operator.get("/admin/sign-ins").body())
        .doesNotContain("5f000000", "ada-example", "Ada Example", "127.0.0.1", "canary");
  }

  @Test
  void aPersonWhoReadsOutTheReferenceOfAFailureIsFound() {
    signIn(Consent.deny(ADA));
    String reference = person.page().select("#reference").text();
    assertThat(reference).matches("[0-9a-f]{16}");

    assertThat(lines("", 1)).singleElement().asString().contains(reference);
  }

  @Test
  void aTryIsNotAmongThem() {
    operator.get("/admin/instances/huggingface");
    HttpResponse<String> sent = operator.submit("form[action$=/try]");
    URI back =
        world.provider.authorize(
            URI.create(sent.headers().firstValue("Location").orElseThrow()), Consent.allow(ADA));
    operator.get(back.getPath() + "?" + back.getRawQuery());
    assertThat(operator.page().select("#verdict").text()).isEqualTo("The try passed");
    signIn(Consent.deny(ADA));

    assertThat(lines("", 1)).singleElement().asString().contains("access_denied");
  }

  @Test
  void theListIsFilteredByInstanceAndOutcome() {
    signIn(Consent.allow(ADA));
    signIn(Consent.deny(ADA));
    lines("", 2);

    assertThat(lines("?outcome=success", 1)).singleElement().asString().contains("signed in");
    assertThat(operator.page().select("#outcome option[selected]").text()).isEqualTo("signed in");
    assertThat(lines("?instance=huggingface&outcome=given_up", 1))
        .singleElement()
        .asString()
        .contains("given up");
    assertThat(lines("?instance=gone", 0)).isEmpty();
    assertThat(operator.page().select("#instance option[selected]").text()).isEqualTo("gone");
  }

  @Test
  void aLongListIsReadPageByPageWithItsFilter() {
    for (int i = 0; i < 55; i++) {
      signIn(Consent.deny(ADA));
    }
    signIn(Consent.allow(ADA));
    await().atMost(Duration.ofSeconds(60)).until(() -> rows("?outcome=success").size() == 1);
    await().atMost(Duration.ofSeconds(60)).until(() -> rows("?outcome=given_up").size() == 50);

    operator.get(operator.page().select("#older").attr("href"));

    assertThat(operator.page().select("#sign-ins tbody tr")).hasSize(5);
    assertThat(operator.page().select("#outcome option[selected]").text()).isEqualTo("given up");
    assertThat(operator.page().select("#older")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?before=x",
        "?before=-1",
        "?before=99999999999999999999",
        "?instance=%27%20OR%201=1--",
        "?instance=%3Cscript%3E",
        "?outcome=nothing",
        "?instance=&outcome=&before="
      })
  void whatIsNoFilterIsNone(String query) {
    signIn(Consent.allow(ADA));
    lines("", 1);

    HttpResponse<String> answer = operator.get("/admin/sign-ins" + query);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("signed in").doesNotContain("<script>", "OR 1=1");
  }

  private void signIn(Consent consent) {
    HttpResponse<String> sent = person.post("/sign-in/huggingface", Map.of());
    URI back =
        world.provider.authorize(
            URI.create(sent.headers().firstValue("Location").orElseThrow()), consent);
    person.get(back.getPath() + "?" + back.getRawQuery());
  }

  private List<String> lines(String query, int number) {
    await().atMost(Duration.ofSeconds(60)).until(() -> rows(query).size() == number);
    return rows(query);
  }

  private List<String> rows(String query) {
    operator.get("/admin/sign-ins" + query);
    return operator.page().select("#sign-ins tbody tr").eachText();
  }
}
