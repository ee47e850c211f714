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
    "json, error database audit operator instance source transfer logo plugin handover watch web site admin api endpoint catalogue form trial",
    "setting, json error database audit operator instance source transfer logo plugin handover watch web site admin api endpoint catalogue form trial",
    "error, database audit operator instance source transfer logo watch web site admin api endpoint catalogue",
    "database, audit operator instance source transfer logo handover watch web site admin api endpoint catalogue",
    "audit, operator instance source transfer logo handover watch web site admin api endpoint catalogue",
    "person, audit operator instance source transfer logo handover watch web site admin api endpoint catalogue form trial",
    "operator, instance source transfer logo handover watch web site admin api endpoint catalogue",
    "config, error database audit operator instance source transfer logo handover watch web site admin api endpoint catalogue",
    "provider, database audit operator instance source transfer logo handover watch web site admin api endpoint catalogue form trial",
    "instance, source transfer logo handover operator watch web site admin api endpoint catalogue",
    "source, database audit operator transfer handover watch web site admin api endpoint catalogue",
    "logo, instance source transfer operator handover watch web site admin api endpoint catalogue",
    "transfer, operator watch web site admin api endpoint catalogue",
    "plugin, database operator instance source transfer logo handover watch web site admin api endpoint catalogue",
    "handover, operator instance source transfer logo watch web site admin api endpoint catalogue",
    "web, database audit operator instance source transfer logo handover watch site admin api endpoint catalogue",
    "site, database audit operator instance source transfer logo handover watch admin api endpoint catalogue",
    "endpoint, database audit operator instance source transfer logo watch admin api catalogue",
    "watch, operator instance source transfer logo site admin api catalogue",
    "admin, database api",
    "api, database site admin",
    "catalogue, database source transfer operator watch web site admin api form trial",
    "form, database audit operator instance source transfer logo watch site admin api trial catalogue",
    "guide, database audit operator instance source transfer logo watch site admin api trial form catalogue",
    "trial, source transfer logo operator watch site admin api catalogue"
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
    "instance, InstanceTable|InstanceRow|ConfigIntake|SecretSeal",
    "logo, LogoTable",
    "handover, ApplicationTable|ApplicationRules"
  })
  void tablesAreKnownToTheirOwnerAndToWhatMovesThem(String owner, String types) {
    noClasses()
        .that()
        .resideOutsideOfPackages(CONSOLE + owner + "..", CONSOLE + "transfer..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(".*[.](" + types + ")([$].*)?")
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "org.jdbi.., database audit operator person provider instance transfer logo handover trial watch",
    "com.nimbusds.., handover",
    "com.zaxxer.., database",
    "org.flywaydb.., database",
    "com.password4j.., operator",
    "io.javalin.., web site admin api watch endpoint",
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
