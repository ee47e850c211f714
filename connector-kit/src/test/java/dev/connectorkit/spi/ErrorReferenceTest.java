package dev.connectorkit.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the page of error codes equal to the codes and what their Javadoc says. */
class ErrorReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "errors.md");
  private static final Path SOURCE =
      Path.of("src", "main", "java", "dev", "connectorkit", "spi", "ConnectorError.java");
  private static final String START = "<!-- codes: start -->\n";
  private static final String END = "<!-- codes: end -->";

  /** To write it anew: {@code mvn -pl connector-kit test -Ddocs.write=true}. */
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
    var table = new StringBuilder();
    String source = Files.readString(SOURCE);
    ErrorCategory category = null;
    for (ConnectorError error : ConnectorError.values()) {
      if (error.category() != category) {
        category = error.category();
        table.append("\n## ").append(heading(category)).append("\n\n");
        table.append(
            "| code | HTTP status | may succeed later | what happened |\n|---|---|---|---|\n");
      }
      table.append(
          "| <a id=\"%s\"></a>`%s` | %d | %s | %s |\n"
              .formatted(
                  error.code(),
                  error.code(),
                  error.httpStatus(),
                  error.retryable() ? "yes" : "no",
                  javadoc(source, error)));
    }
    return table.append('\n').toString();
  }

  private static String heading(ErrorCategory category) {
    return switch (category) {
      case USER -> "The person: `user`";
      case CONFIGURATION -> "The operator: `configuration`";
      case PROVIDER -> "The provider: `provider`";
      case INTERNAL -> "This software: `internal`";
    };
  }

  private static String javadoc(String source, ConnectorError error) {
    Matcher comment =
        Pattern.compile("/\\*\\* ([^/]*?) \\*/\\n  " + error.name() + "\\(").matcher(source);
    assertThat(comment.find()).as("Javadoc of %s", error).isTrue();
    return comment
        .group(1)
        .replaceAll("\\{@link ConnectorException#(\\w+)\\(\\)}", "`ConnectorException.$1()`")
        .replaceAll("\\{@code ([^}]*)}", "`$1`");
  }
}
