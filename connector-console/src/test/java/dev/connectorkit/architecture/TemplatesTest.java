package dev.connectorkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the templates show is text: they escape it, but where they are told not to. */
class TemplatesTest {

  @Test
  void nothingIsShownUnescapedButTheReportsOwnStyle() throws Exception {
    try (Stream<Path> files = Files.walk(Sources.ROOT)) {
      List<Path> templates =
          files
              .filter(file -> file.toString().endsWith(".jte"))
              .filter(file -> file.toString().contains("/src/main/jte/"))
              .toList();

      assertThat(templates).hasSizeGreaterThan(30);
      assertThat(templates)
          .flatMap(template -> Sources.text(template).lines().toList())
          .filteredOn(line -> line.contains("$unsafe"))
          .extracting(String::strip)
          .containsExactly("$unsafe{page.style()}");
    }
  }
}
