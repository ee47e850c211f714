package dev.connectorkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of the JDK and of libraries through which data turns into action. */
class ForbiddenApisTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.connectorkit");

  @Test
  void noObjectComesOutOfBytes() {
    for (String type :
        List.of(
            "java.io.ObjectInputStream",
            "java.io.ObjectOutputStream",
            "java.beans.XMLDecoder",
            "java.beans.XMLEncoder",
            "java.rmi..",
            "javax.management..")) {
      nobodyUses(type);
    }
  }

  @Test
  void noNameIsLookedUpAndNoTextIsRun() {
    for (String type :
        List.of("javax.naming..", "javax.script..", "javax.el..", "java.lang.ProcessBuilder")) {
      nobodyUses(type);
    }
    noClasses().should().callMethod(Runtime.class, "exec", String.class).check(CLASSES);
    noClasses().should().callMethod(Runtime.class, "exec", String[].class).check(CLASSES);
  }

  @Test
  void noJsonChoosesAClass() {
    for (String type :
        List.of(
            "com.fasterxml.jackson.annotation.JsonTypeInfo",
            "com.fasterxml.jackson.databind.jsontype..")) {
      nobodyUses(type);
    }
    noClasses()
        .should(
            ArchConditions.callMethodWhere(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "turns on default typing",
                    call -> call.getTarget().getName().endsWith("DefaultTyping"))))
        .check(CLASSES);
  }

  @Test
  void xmlIsReadInOnePlaceAndWithoutDocumentTypes() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.connectorkit.host.StillPicture")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.xml..", "org.xml..", "org.w3c..")
        .check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.xml.parsers..", "javax.xml.transform..", "javax.xml.bind..")
        .check(CLASSES);
  }

  @Test
  void randomnessThatIsASecretIsNotGuessable() {
    for (String type :
        List.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom")) {
      nobodyUses(type);
    }
    noClasses().should().callMethod(Math.class, "random").check(CLASSES);
  }

  @Test
  void nobodyOpensAnAddressPastTheBoundedHttp() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.connectorkit.spi..",
            "dev.connectorkit.oauth..",
            "dev.connectorkit.host..",
            "dev.connectorkit.huggingface..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "javax.imageio..", "javax.swing..")
        .check(CLASSES);
    noClasses()
        .should()
        .callMethod(java.net.URL.class, "openStream")
        .orShould()
        .callMethod(java.net.URL.class, "getContent")
        .check(CLASSES);
    // A resource of a connector's own jar.
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.connectorkit.spi.JarResource")
        .should()
        .callMethod(java.net.URL.class, "openConnection")
        .check(CLASSES);
  }

  private static void nobodyUses(String typeOrPackage) {
    if (typeOrPackage.endsWith("..")) {
      noClasses().should().dependOnClassesThat().resideInAPackage(typeOrPackage).check(CLASSES);
    } else {
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(typeOrPackage)
          .check(CLASSES);
    }
  }
}
