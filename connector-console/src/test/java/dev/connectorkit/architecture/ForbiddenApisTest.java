package dev.connectorkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
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

  /** The conformance kit starts JVMs and reads XML: it judges jars on a machine of their author. */
  private static final JavaClasses SERVING =
      CLASSES.that(resideOutsideOfPackage("dev.connectorkit.testkit.."));

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
      nobodyUses(type, CLASSES);
    }
  }

  @Test
  void noNameIsLookedUpAndNoTextIsRun() {
    for (String type :
        List.of("javax.naming..", "javax.script..", "javax.el..", "java.lang.ProcessBuilder")) {
      nobodyUses(type, SERVING);
    }
    noClasses().should().callMethod(Runtime.class, "exec", String.class).check(SERVING);
    noClasses().should().callMethod(Runtime.class, "exec", String[].class).check(SERVING);
  }

  @Test
  void noJsonChoosesAClass() {
    for (String type :
        List.of(
            "com.fasterxml.jackson.annotation.JsonTypeInfo",
            "com.fasterxml.jackson.databind.jsontype..")) {
      nobodyUses(type, CLASSES);
    }
    noClasses()
        .should(
            ArchConditions.callMethodWhere(
                DescribedPredicate.describe(
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
        .check(SERVING);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.xml.parsers..", "javax.xml.transform..", "javax.xml.bind..")
        .check(SERVING);
  }

  @Test
  void randomnessThatIsASecretIsNotGuessable() {
    JavaClasses classes =
        SERVING.that(
            // Its pauses between attempts are no secret.
            DescribedPredicate.not(
                HasName.Predicates.name("dev.connectorkit.host.signin.Database")));
    for (String type :
        List.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom")) {
      nobodyUses(type, classes);
    }
    noClasses().should().callMethod(Math.class, "random").check(classes);
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
        .check(SERVING);
    noClasses()
        .should()
        .callMethod(java.net.URL.class, "openStream")
        .orShould()
        .callMethod(java.net.URL.class, "getContent")
        .check(SERVING);
    // A resource of a connector's own jar.
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.connectorkit.spi.JarResource")
        .should()
        .callMethod(java.net.URL.class, "openConnection")
        .check(SERVING);
  }

  private static void nobodyUses(String typeOrPackage, JavaClasses classes) {
    if (typeOrPackage.endsWith("..")) {
      noClasses().should().dependOnClassesThat().resideInAPackage(typeOrPackage).check(classes);
    } else {
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(typeOrPackage)
          .check(classes);
    }
  }
}
