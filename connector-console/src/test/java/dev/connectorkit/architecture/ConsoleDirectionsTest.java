package dev.connectorkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the console, pages know services and services know the database, and never back. */
class ConsoleDirectionsTest {

  private static final String CONSOLE = "dev.connectorkit.console.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.connectorkit.console");

  @ParameterizedTest
  @CsvSource({
    "error, database audit operator instance watch web site admin api",
    "database, audit operator instance watch web site admin api",
    "audit, operator instance watch web site admin api",
    "operator, instance watch web site admin api",
    "instance, operator watch web site admin api",
    "web, database audit operator instance watch site admin api",
    "site, database audit operator instance watch admin api",
    "watch, operator instance site admin api",
    "admin, database watch api",
    "api, database watch site admin",
    "form, database audit operator instance watch site admin api trial",
    "guide, database audit operator instance watch site admin api trial form",
    "trial, operator watch site admin api"
  })
  void oneKnowsNothingOfOthers(String one, String others) {
    String[] packages = others.split(" ");
    for (int i = 0; i < packages.length; i++) {
      packages[i] = CONSOLE + packages[i] + "..";
    }
    noClasses()
        .that()
        .resideInAPackage(CONSOLE + one + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "org.jdbi.., database audit operator instance",
    "com.zaxxer.., database",
    "org.flywaydb.., database",
    "com.password4j.., operator",
    "io.javalin.., web site admin api watch",
    "gg.jte.., web admin guide"
  })
  void aLibraryIsKnownWhereItIsUsed(String library, String users) {
    String[] packages = users.split(" ");
    for (int i = 0; i < packages.length; i++) {
      packages[i] = CONSOLE + packages[i] + "..";
    }
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }
}
