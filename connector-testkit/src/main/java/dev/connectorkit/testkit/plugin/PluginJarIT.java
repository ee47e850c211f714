package dev.connectorkit.testkit.plugin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the build of a connector checks on the jar it made. Reaches connectors through
 * connector-plugin-parent, which has their builds look for tests here.
 */
class PluginJarIT {

  private final PluginJarReview review = new PluginJarReview(BuiltJar.path());

  PluginJarIT() throws IOException {}

  @Test
  void aHostLoadsTheJar(@TempDir Path plugins) throws IOException {
    require(review.refusal(plugins));
  }

  @Test
  void theFactoryDescribesTheConnector() {
    require(review.factory());
  }

  @Test
  void theFactoryIsFoundOnTheClassPathToo() {
    require(review.services());
  }

  @Test
  void theClassesRunOnJava17() {
    require(review.classVersions());
  }

  @Test
  void theClassesFindAllTheyNeed() {
    require(review.missingClasses());
  }

  @Test
  void theModuleIsNamedAfterThePackage() {
    require(review.moduleName());
  }

  @Test
  void theSchemaMakesAForm() {
    require(review.schema());
  }

  @Test
  void theLogosOnlyDraw() {
    require(review.logos());
  }

  @Test
  void thereIsALogoForDarkPages() {
    assumeTrue(
        review.hasLogoForDarkPages(), "There is no logoDark; the logo must do on dark pages too.");
  }

  private static void require(List<Complaint> complaints) {
    ToldFailure.unlessEmpty(complaints.stream().map(Complaint::toString).toList());
  }
}
