package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.handover.ApplicationChange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One address that begins sign-ins without end, at a console behind a server with TLS. */
class SignInBoundsIT {

  private static final int PER_MINUTE = 6;
  private static final String STRANGER = "203.0.113.7";
  private static final String PERSON = "198.51.100.23";

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;
  private TestApplication shop;
  private TestApplication other;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder), "https://sign-in.example");
    world.front(new FrontSettings(List.of("127.0.0.0/8", "::1"), PER_MINUTE));
    console = world.start();
    ConsoleWorld.offer(console, "huggingface");
    shop = application("Shop");
    other = application("Other");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void isToldToWaitOnAPageAndNobodyElseIs() {
    for (int i = 0; i < PER_MINUTE; i++) {
      assertThat(atTheSite(STRANGER).statusCode()).isEqualTo(303);
    }

    HttpResponse<String> refused = atTheSite(STRANGER);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("10");
    assertThat(refused.headers().firstValue("Location")).isEmpty();
    assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(refused.body())
        .contains("Too many sign-ins were begun", "Wait a minute", "too_many_attempts");
    assertThat(atTheSite(PERSON).statusCode()).isEqualTo(303);
    world.clock.advance(Duration.ofSeconds(10));
    assertThat(atTheSite(STRANGER).statusCode()).isEqualTo(303);
    assertThat(atTheSite(STRANGER).statusCode()).isEqualTo(429);
  }

  @Test
  void isToldTheSameForApplicationsWhoseOthersStillGetIn() {
    for (int i = 0; i < PER_MINUTE; i++) {
      assertThat(atAnApplication(shop, STRANGER).statusCode()).isEqualTo(303);
    }

    HttpResponse<String> refused = atAnApplication(shop, STRANGER);

    assertThat(refused.statusCode()).isEqualTo(429);
    // On a page here: nothing is told to the application, which anybody can name.
    assertThat(refused.headers().firstValue("Location")).isEmpty();
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("Too many sign-ins were begun");
    assertThat(atAnApplication(other, STRANGER).statusCode()).isEqualTo(429);
    assertThat(atTheSite(STRANGER).statusCode()).isEqualTo(429);
    assertThat(atAnApplication(shop, PERSON).statusCode()).isEqualTo(303);
    // The page of buttons keeps nothing, so it is not bounded.
    assertThat(send(STRANGER, shop.authorize(TestApplication.session())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void isKnownByWhatTheServerInFrontSaysAndNotByWhatItSaysItself() {
    for (int i = 0; i < PER_MINUTE; i++) {
      atTheSite("192.0.2." + i + ", " + STRANGER);
    }

    assertThat(atTheSite(PERSON + ", " + STRANGER).statusCode()).isEqualTo(429);
    assertThat(atTheSite(STRANGER + ", " + PERSON).statusCode()).isEqualTo(303);
  }

  @Test
  void cannotTakeThePlacesOfOneApplicationByMeansOfAnother() {
    world.stop(console);
    // What a flood from many addresses leaves behind.
    try (ConsoleDatabase database = ConsoleDatabase.open(world.database())) {
      long ends = world.clock.millis() + Duration.ofMinutes(15).toMillis();
      for (int from = 0; from < 50_000; from += 2_000) {
        int first = from;
        database.change(handle -> waiting(handle, first, first + 2_000, ends));
      }
    }
    console = world.start();

    HttpResponse<String> refused = atAnApplication(shop, PERSON);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(refused.body()).contains("Too many sign-ins were begun");
    assertThat(atAnApplication(other, PERSON).statusCode()).isEqualTo(303);
    assertThat(atTheSite(PERSON).statusCode()).isEqualTo(303);
  }

  @Test
  void shutsOutNobodyWhoBeganAlready() {
    var person = new ConsoleBrowser(console.address());
    HttpResponse<String> begun =
        person.send(post(person, "/sign-in/huggingface").header("X-Forwarded-For", STRANGER));
    for (int i = 0; i < 3 * PER_MINUTE; i++) {
      atTheSite(STRANGER);
    }
    assertThat(atTheSite(STRANGER).statusCode()).isEqualTo(429);

    String back = Visitor.consents(world.provider, begun);
    person.send(person.request(back).header("X-Forwarded-For", STRANGER));
    HttpResponse<String> profile =
        person.send(person.request("/me").header("X-Forwarded-For", STRANGER));

    assertThat(profile.body()).contains("Ada Example");
  }

  private int waiting(Handle handle, int from, int to, long ends) {
    PreparedBatch rows =
        handle.prepareBatch(
            "INSERT INTO console_handover (sign_in_id, client_id, request, ends_at)"
                + " VALUES (?, ?, '', ?)");
    for (int i = from; i < to; i++) {
      rows.add("waiting" + i, shop.clientId, ends);
    }
    return rows.execute().length;
  }

  private HttpResponse<String> atTheSite(String forwardedFor) {
    var browser = new ConsoleBrowser(console.address());
    return browser.send(
        post(browser, "/sign-in/huggingface").header("X-Forwarded-For", forwardedFor));
  }

  private HttpResponse<String> atAnApplication(TestApplication application, String forwardedFor) {
    return send(
        forwardedFor, application.authorize(TestApplication.session(), "connector", "huggingface"));
  }

  private HttpResponse<String> send(String forwardedFor, String target) {
    var browser = new ConsoleBrowser(console.address());
    return browser.send(browser.request(target).header("X-Forwarded-For", forwardedFor));
  }

  private static HttpRequest.Builder post(ConsoleBrowser browser, String target) {
    return browser.request(target).POST(HttpRequest.BodyPublishers.noBody());
  }

  private TestApplication application(String name) {
    return new TestApplication(
        console
            .handover()
            .applications()
            .register(
                new ApplicationChange(
                    name, List.of(TestApplication.RETURN), List.of("huggingface")),
                "test"));
  }
}
