package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who guesses at the operator's password keeps out nobody but himself. */
class OperatorSignInBoundsIT {

  private static final String STRANGER = "203.0.113.7";
  private static final String OPERATOR = "198.51.100.1";
  private static final String TYPED = "a-password-in-the-wrong-field";

  @TempDir Path folder;
  private ConsoleWorld world;
  private ConsoleServer console;

  @BeforeEach
  void open() throws IOException {
    world = new ConsoleWorld(DatabaseKind.chosen().fresh(folder));
    world.front(new FrontSettings(List.of("127.0.0.0/8", "::1"), 0));
    console = world.start();
    world.setUp(console);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aStrangerWithInventedNamesIsRefusedAndTheOperatorIsNot() {
    try (var lines = new EveryLine()) {
      for (int i = 0; i < 20; i++) {
        assertThat(signIn(STRANGER, TYPED + i, "not that one")).isEqualTo(401);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(signIn(STRANGER, ConsoleWorld.NAME, ConsoleWorld.PASSWORD)).isEqualTo(429);
      }

      assertThat(signIn(OPERATOR, ConsoleWorld.NAME, ConsoleWorld.PASSWORD)).isEqualTo(303);
      assertThat(lines.text().lines())
          .filteredOn(line -> line.contains("Sign-ins of operators are refused"))
          .singleElement()
          .asString()
          .startsWith("WARN")
          .contains(STRANGER);
      assertThat(lines.text().lines().filter(line -> line.startsWith("WARN")))
          .noneMatch(line -> line.contains(TYPED));
    }
    ConsoleBrowser operator = world.signIn(console);
    operator.get("/admin/activity");
    assertThat(operator.page().select(".trail li").eachText())
        .anyMatch(line -> line.contains("operator.sign-in-failed") && line.contains(STRANGER))
        .noneMatch(line -> line.contains(TYPED));
  }

  private int signIn(String from, String name, String password) {
    var browser = new ConsoleBrowser(console.address());
    browser.get("/admin/sign-in");
    return browser
        .send(
            browser
                .request("/admin/sign-in")
                .header("X-Forwarded-For", from)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "_token="
                            + browser.token()
                            + "&name="
                            + name
                            + "&password="
                            + password.replace(" ", "+"))))
        .statusCode();
  }
}
