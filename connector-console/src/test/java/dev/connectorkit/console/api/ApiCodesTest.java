package dev.connectorkit.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.error.ConsoleError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of the console's own codes in docs/api.md equal to what their Javadoc says. */
class ApiCodesTest {

  private static final Path PAGE = Path.of("..", "docs", "api.md");
  private static final Path SOURCE =
      Path.of("src/main/java/dev/connectorkit/console/error/ConsoleError.java");
  private static final String START = "<!-- codes: start -->\n";
  private static final String END = "<!-- codes: end -->";

  /** Of pages, which no program sees. */
  private static final Set<ConsoleError> OF_PAGES =
      Set.of(
          ConsoleError.WRONG_PASSWORD,
          ConsoleError.NOT_SIGNED_IN,
          ConsoleError.FORGED,
          ConsoleError.LINK_ENDED);

  /** To write it anew: {@code mvn -pl connector-console -am test -Ddocs.write=true}. */
  @Test
  void thePageSaysWhatTheCodesSay() throws IOException {
    String page = Files.readString(PAGE);
    String expected =
        page.substring(0, page.indexOf(START) + START.length())
            + table()
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(PAGE).content().isEqualTo(expected);
  }

  private static String table() throws IOException {
    String source = Files.readString(SOURCE);
    var table = new StringBuilder("| code | HTTP status | what happened |\n|---|---|---|\n");
    for (ConsoleError error : ConsoleError.values()) {
      if (!OF_PAGES.contains(error)) {
        Matcher comment =
            Pattern.compile("/\\*\\* ([^/]*?) \\*/\\n  " + error.name() + "\\(").matcher(source);
        assertThat(comment.find()).as("Javadoc of %s", error).isTrue();
        table.append(
            "| `%s` | %d | %s |\n".formatted(error.code(), error.httpStatus(), comment.group(1)));
      }
    }
    return table.toString();
  }
}
