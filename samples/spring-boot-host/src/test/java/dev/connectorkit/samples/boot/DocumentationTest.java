package dev.connectorkit.samples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentationTest {

  private static final Path PAGE = Path.of("../../docs/embedding.md");
  private static final Path SETTINGS = Path.of("src/main/resources/application.properties");

  @Test
  void thePropertiesOnThePageAreThoseThatSignPeopleIn() throws IOException {
    String shown = Files.readString(PAGE).split("```properties\n")[1].split("```")[0];

    assertThat(shown).contains("connectors.instances.");
    assertThat(Files.readString(SETTINGS)).contains(shown);
  }
}
