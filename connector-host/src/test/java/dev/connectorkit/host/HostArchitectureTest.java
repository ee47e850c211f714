package dev.connectorkit.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HostArchitectureTest {

  private static final JavaClasses HOST =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.connectorkit.host");

  @Test
  void nothingIsMadeOfSerializedBytesOrOfATypeThatJsonNames() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.(JsonTypeInfo|PolymorphicTypeValidator|XMLDecoder)")
        .check(HOST);
  }

  @Test
  void nothingIsUnpackedFromAZip() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("org\\.pf4j\\.util\\.(Unzip|FileUtils)")
        .check(HOST);
  }
}
