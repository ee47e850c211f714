package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.FakePerson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stored instances, from the operator's pages to the sign-in page, on one node and on two. */
class InstancePagesIT {

  private static final String ID = "huggingface";
  private static final FakePerson ADA =
      FakePerson.of("5f0000000000000000000001", "ada-example", "Ada Example");

  @TempDir Path folder;
  private ConsoleWorld world;

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anEntryMovesByWholePlacesOnly() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    ConsoleServer console = world.start();
    ConsoleBrowser operator = world.setUp(console);
    for (String id : List.of("one", "two", "three")) {
      create(console, id);
    }

    operator.get("/admin/instances");
    HttpResponse<String> refused =
        operator.submit("#instance-three form.move", "places", "-1; drop");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(operator.page().text()).contains("'places' must be one whole number");

    operator.get("/admin/instances");
    operator.submit("#instance-three form.move", "places", "-999999");
    assertThat(console.instances().list())
        .extracting(StoredInstance::id)
        .containsExactly("three", "one", "two");
  }

  @Test
  void aDraftIsNotOnTheSignInPageUntilItIsEnabled() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    ConsoleServer console = world.start();
    ConsoleBrowser operator = world.setUp(console);
    create(console, ID);
    var people = new ConsoleBrowser(console.address());

    assertThat(people.get("/").body()).doesNotContain("Hugging Face");
    assertThat(people.post("/sign-in/" + ID, Map.of()).statusCode()).isEqualTo(404);

    operator.get("/admin/instances");
    HttpResponse<String> asked = operator.submit("form[action$=/enable]");
    assertThat(asked.statusCode()).isEqualTo(409);
    assertThat(operator.page().text()).contains("has not passed a try");
    operator.submit("form[action$=/enable]");

    assertThat(operator.location()).isEqualTo("/admin/instances?done=enabled&of=" + ID);
    people.get("/");
    assertThat(people.page().select("button.provider").text())
        .isEqualTo("Sign in with Hugging Face");
    assertThat(signIn(people, people)).contains("Ada Example");

    operator.get("/admin/instances");
    operator.submit("form[action$=/disable]");
    assertThat(people.get("/").body()).doesNotContain("Hugging Face");
    assertThat(people.post("/sign-in/" + ID, Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void theOrderIsChangedByButtons() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    ConsoleServer console = world.start();
    ConsoleBrowser operator = world.setUp(console);
    for (String id : new String[] {"one", "two", "three"}) {
      create(console, id);
      console.instances().enable(id, true, "test");
    }

    operator.get("/admin/instances");
    operator.submit("form[action=/admin/instances/three/up]");
    operator.submit("form[action=/admin/instances/one/down]");

    assertThat(operator.page().select("li.instance").eachAttr("id"))
        .containsExactly("instance-three", "instance-one", "instance-two");
    var people = new ConsoleBrowser(console.address());
    people.get("/");
    assertThat(people.page().select("button.provider").eachAttr("id"))
        .containsExactly("sign-in-three", "sign-in-one", "sign-in-two");
  }

  @Test
  void whatWasDoneIsSaidOfItsEntryWhoseButtonHasTheFocus() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    ConsoleServer console = world.start();
    ConsoleBrowser operator = world.setUp(console);
    for (String id : new String[] {"one", "two", "three"}) {
      ConsoleWorld.add(console, id, "The " + id);
    }

    operator.get("/admin/instances");
    operator.submit("form[action=/admin/instances/three/up]");
    assertSaid(operator, "'The three' moved up.", "up-three");
    // At the top there is no way up any more.
    operator.submit("form[action=/admin/instances/three/up]");
    assertSaid(operator, "'The three' moved up.", "down-three");
    operator.submit("form[action=/admin/instances/three/enable]");
    operator.submit("form[action$=/enable]");
    assertSaid(operator, "'The three' is on the sign-in page now.", "switch-three");
    operator.submit("form[action=/admin/instances/three/disable]");
    assertSaid(operator, "'The three' is off the sign-in page now.", "switch-three");
    operator.get("/admin/instances/two/remove");
    operator.submit("form[action$=/remove]");
    assertSaid(operator, "'two' is removed.", "notice");
    operator.get("/admin/sign-in-page");
    operator.submit("form[action=/admin/sign-in-page/one/up]");
    assertSaid(operator, "'The one' moved up.", "down-one");
  }

  @Test
  void anAddressPutsNoWordsOfItsOwnOnAPage() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    ConsoleBrowser operator = world.setUp(world.start());

    operator.get("/admin/instances?done=removed&of=Call+555-1234");
    assertThat(operator.page().select("#notice").text()).isEqualTo("It is removed.");
    operator.get("/admin/instances?done=anything&of=one");
    assertThat(operator.page().select("#notice")).isEmpty();
  }

  private static void assertSaid(ConsoleBrowser operator, String notice, String focused) {
    assertThat(operator.page().select("#notice[role=status]").text()).isEqualTo(notice);
    assertThat(operator.page().select("[autofocus]").eachAttr("id")).containsExactly(focused);
    if (!focused.equals("notice")) {
      assertThat(operator.page().select("[autofocus]").attr("aria-describedby"))
          .isEqualTo("notice");
    }
  }

  @Test
  void namesThatPeopleCannotTellApartArePointedOut() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    ConsoleServer console = world.start();
    ConsoleBrowser operator = world.setUp(console);
    create(console, "one");
    create(console, "two");
    ConsoleWorld.add(console, "three", "Another");
    console.instances().enable("one", true, "test");
    console.instances().enable("three", true, "test");
    operator.get("/admin/instances");
    assertThat(operator.page().select(".same-name")).isEmpty();

    console.instances().enable("two", true, "test");

    for (String page : new String[] {"/admin/instances", "/admin/sign-in-page"}) {
      operator.get(page);
      assertThat(operator.page().select(".same-name").text())
          .contains("one, two", "'Sign in with Hugging Face'")
          .doesNotContain("three");
    }
  }

  @Test
  void whoSignedInIsOnNoPageOfItsOwnUnlessThatWasAskedFor() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    world.tryOut(TryOut.NOTHING);
    ConsoleServer console = world.start();
    ConsoleWorld.offer(console, ID);
    var people = new ConsoleBrowser(console.address());

    signIn(people, people);

    assertThat(people.location()).isEqualTo("/");
    assertThat(people.page().select("#signed-in").text())
        .isEqualTo("You are signed in as Ada Example.");
    assertThat(people.page().select("a[href=/me]")).isEmpty();
    assertThat(people.get("/me").statusCode()).isEqualTo(404);
    assertThat(people.page().select("a[href=/me]")).isEmpty();
    people.get("/");
    people.submit("form[action=/sign-out]");
    assertThat(people.page().select("#signed-in")).isEmpty();
  }

  @Test
  void removalIsAskedForAndDone() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    ConsoleServer console = world.start();
    ConsoleBrowser operator = world.setUp(console);
    create(console, ID);

    operator.get("/admin/instances/" + ID + "/remove");
    assertThat(operator.page().text()).contains("cannot be brought back");
    operator.submit("form[action$=/remove]");

    assertThat(operator.page().select("li.instance")).isEmpty();
    assertThat(operator.get("/admin/instances/" + ID + "/remove").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void aRestartLosesNeitherConfigNorSessionNorASignInInProgress(DatabaseKind kind)
      throws IOException {
    world = new ConsoleWorld(kind.fresh(folder));
    ConsoleServer before = world.start();
    ConsoleBrowser operator = world.setUp(before);
    create(before, ID);
    before.instances().enable(ID, true, "test");
    var people = new ConsoleBrowser(before.address());
    URI callback = callback(people.post("/sign-in/" + ID, Map.of()));
    world.stop(before);

    ConsoleServer after = world.start();

    assertThat(after.setUpLink()).isEmpty();
    assertThat(operator.get("/admin/instances").body()).contains("instance-" + ID);
    assertThat(people.get(callback.getRawPath() + "?" + callback.getRawQuery()).body())
        .contains("Ada Example");
  }

  @Test
  void aChangeOnOneNodeIsOnTheOtherWithinSecondsAndASignInMayGoOverBoth() throws IOException {
    world = new ConsoleWorld(DatabaseKind.POSTGRESQL.fresh(folder));
    ConsoleServer one = world.start();
    ConsoleServer two = world.startAnother();
    world.setUp(one);
    create(one, ID);
    one.instances().enable(ID, true, "test");

    var atOne = new ConsoleBrowser(one.address());
    var atTwo = new ConsoleBrowser(two.address());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> atTwo.get("/").body().contains("Sign in with Hugging Face"));
    assertThat(signIn(atOne, atTwo)).contains("Ada Example");

    two.instances().remove(ID, "test");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !atOne.get("/").body().contains("Sign in with Hugging Face"));
  }

  @ParameterizedTest
  @EnumSource(DatabaseKind.class)
  void theSecretIsNowhereInClear(DatabaseKind kind) throws IOException {
    world = new ConsoleWorld(kind.fresh(folder));
    ConsoleServer console = world.start();
    try (var log = new EveryLine()) {
      ConsoleBrowser operator = world.setUp(console);
      create(console, ID);
      console.instances().enable(ID, true, "test");
      var people = new ConsoleBrowser(console.address());
      assertThat(signIn(people, people)).contains("Ada Example");
      for (String page :
          new String[] {
            "/", "/me", "/admin/instances", "/admin/connectors", "/admin/activity", "/nothing"
          }) {
        assertThat(operator.get(page).body()).doesNotContain(ConsoleWorld.CLIENT_SECRET);
      }
      assertThat(operator.get("/admin/activity").body()).contains("instance.created", "clientId");
      assertThat(log.text())
          // Libraries are silent below INFO whatever the level, for that reason.
          .contains("dev.connectorkit")
          .doesNotContain(
              ConsoleWorld.CLIENT_SECRET, ConsoleWorld.PASSWORD, ConsoleWorld.KEY.split(" ")[1]);
    }
    if (kind == DatabaseKind.EMBEDDED) {
      world.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
          assertThat(bytes).doesNotContain(ConsoleWorld.CLIENT_SECRET, ConsoleWorld.PASSWORD);
        }
      }
    }
  }

  private static void create(ConsoleServer console, String id) {
    ConsoleWorld.add(console, id, "");
  }

  /** A whole sign-in, begun at one node and completed at the other; gives the last page. */
  private String signIn(ConsoleBrowser begin, ConsoleBrowser complete) {
    URI callback = callback(begin.post("/sign-in/" + ID, Map.of()));
    complete.cookies.putAll(begin.cookies);
    return complete.get(callback.getRawPath() + "?" + callback.getRawQuery()).body();
  }

  private URI callback(HttpResponse<String> begun) {
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
    URI authorization = URI.create(begun.headers().firstValue("Location").orElseThrow());
    return world.provider.authorize(authorization, Consent.allow(ADA));
  }
}
