package dev.connectorkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: plugin → kit ← host ← testkit, console. */
class ModuleDirectionsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.connectorkit");

  @Test
  void theKitKnowsNobody() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.connectorkit.spi..", "dev.connectorkit.oauth..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.connectorkit.host..",
            "dev.connectorkit.testkit..",
            "dev.connectorkit.console..",
            "dev.connectorkit.huggingface..")
        .check(CLASSES);
  }

  @Test
  void aPluginKnowsTheKitOnly() {
    classes()
        .that()
        .resideInAPackage("dev.connectorkit.huggingface..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.connectorkit.huggingface..",
            "dev.connectorkit.spi..",
            "dev.connectorkit.oauth..",
            "org.pf4j..",
            "org.jspecify..",
            "java..")
        .check(CLASSES);
  }

  @Test
  void theHostKnowsTheKitOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.connectorkit.host..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.connectorkit.testkit..",
            "dev.connectorkit.console..",
            "dev.connectorkit.huggingface..")
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsTheConsoleAndNobodyButTheHostKnowsPlugins() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.connectorkit.console..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.connectorkit.console..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.connectorkit.huggingface..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.connectorkit.huggingface..")
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.connectorkit.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void librariesStayBehindOurOwnTypes() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.connectorkit.host.config..", "dev.connectorkit.testkit.shape..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.everit..", "org.json..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.connectorkit.host.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .check(CLASSES);
  }
}
