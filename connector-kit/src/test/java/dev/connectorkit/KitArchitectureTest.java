package dev.connectorkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

class KitArchitectureTest {

  private static final DescribedPredicate<JavaClass> FOREIGN =
      resideOutsideOfPackages("java..", "dev.connectorkit..", "org.pf4j..", "");

  private static final JavaClasses KIT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.connectorkit");

  @Test
  void theSpiStandsOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("dev.connectorkit.spi")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "dev.connectorkit.spi", "org.pf4j", "org.jspecify.."))
        .check(KIT);
  }

  @Test
  void noForeignTypeIsInAPublicSignature() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should(
            new ArchCondition<JavaMethod>("have JDK types in its signature") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                method.getAllInvolvedRawTypes().stream()
                    .map(JavaClass::getBaseComponentType)
                    .filter(type -> !type.isPrimitive())
                    .filter(FOREIGN)
                    .forEach(
                        type ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    method, method.getFullName() + " has " + type.getName())));
              }
            })
        .check(KIT);
  }

  @Test
  void nothingIsMadeOfSerializedBytesOrOfATypeThatJsonNames() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.(JsonTypeInfo|PolymorphicTypeValidator|XMLDecoder)")
        .check(KIT);
  }

  @Test
  void namesAreRealNouns() {
    noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base)$").check(KIT);
  }
}
