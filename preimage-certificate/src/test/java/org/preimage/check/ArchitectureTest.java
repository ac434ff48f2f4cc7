package org.preimage.check;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The trusted core depends on nothing but java.base. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.preimage");

  @Test
  void enoughClassesWereImported() {
    assertThat(CLASSES).hasSizeGreaterThan(60);
  }

  @Test
  void dependsOnJavaBaseOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.preimage.certificate",
            "org.preimage.check",
            "java.lang..",
            "java.util..",
            "java.math..",
            "java.io..",
            "java.nio..",
            "java.security..")
        .check(CLASSES);
  }

  @Test
  void dataDoesNotKnowTheChecker() {
    noClasses()
        .that()
        .resideInAPackage("org.preimage.certificate")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.preimage.check")
        .check(CLASSES);
  }

  /** Rounding functions have no place where proofs are decided. */
  @Test
  void checkerCallsNoRoundingFunctions() {
    for (String method : new String[] {"sqrt", "pow", "fma", "hypot", "ulp", "rint", "round"}) {
      noClasses().should().callMethod(Math.class, method, double.class).check(CLASSES);
      noClasses()
          .should()
          .callMethod(Math.class, method, double.class, double.class)
          .check(CLASSES);
    }
  }
}
