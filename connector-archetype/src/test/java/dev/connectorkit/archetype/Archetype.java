package dev.connectorkit.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes projects. */
final class Archetype {

  /** By its full name: a prefix is looked up on the network. */
  static final String GENERATE =
      "org.apache.maven.plugins:maven-archetype-plugin:%s:generate"
          .formatted(System.getProperty("archetype.version"));

  private static final List<String> ALWAYS =
      List.of(
          GENERATE,
          "-DarchetypeCatalog=internal",
          "-DinteractiveMode=false",
          "-DarchetypeGroupId=dev.connectorkit",
          "-DarchetypeArtifactId=connector-archetype",
          "-DarchetypeVersion=" + System.getProperty("kit.version"));

  private Archetype() {}

  /** The arguments of Maven. */
  static String[] arguments(List<String> properties) {
    var arguments = new ArrayList<>(ALWAYS);
    arguments.addAll(properties);
    return arguments.toArray(String[]::new);
  }

  /** Makes a project in a folder with spaces. */
  static Path project(Maven maven, Path folder, String artifact, String... properties)
      throws Exception {
    Path spaces = Files.createDirectories(folder.resolve("a folder with spaces"));
    Maven.Result made = maven.run(spaces, arguments(List.of(properties)));
    assertThat(made.success()).as(made.output()).isTrue();
    return spaces.resolve(artifact);
  }
}
