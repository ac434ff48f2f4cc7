package org.preimage.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command line stands on top: it imports everything and nothing imports it. */
final class CommandLineArchitectureTest {
  private static JavaClasses imported;

  @BeforeAll
  static void importClasses() {
    imported =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.preimage");
  }

  @Test
  void enoughClassesWereImportedForTheRulesToMeanSomething() {
    assertThat(imported).hasSizeGreaterThan(120);
    assertThat(imported.containPackage("org.preimage.cli")).isTrue();
    assertThat(imported.containPackage("org.preimage.certify")).isTrue();
  }

  @Test
  void nothingElseImportsTheCommandLineOrItsLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.preimage.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.preimage.cli..", "picocli..", "com.fasterxml.jackson..")
        .check(imported);
  }

  @Test
  void commandLineCallsNoNativeLibraryItself() {
    noClasses()
        .that()
        .resideInAPackage("org.preimage.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", "com.google..", "ai.onnx..")
        .check(imported);
  }

  @Test
  void onlyLinePlotKnowsTheChartLibraries() {
    noClasses()
        .that()
        .resideInAPackage("org.preimage.cli..")
        .and()
        .haveSimpleNameNotStartingWith("LinePlot")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.knowm..", "org.apache.batik..")
        .check(imported);
  }

  @Test
  void onlyTheMainClassIsPublic() {
    classes()
        .that()
        .resideInAPackage("org.preimage.cli..")
        .and()
        .arePublic()
        .should()
        .be(Preimage.class)
        .check(imported);
  }

  @Test
  void onlyTheMainClassEndsTheProgram() {
    noClasses()
        .that()
        .areNotAssignableTo(Preimage.class)
        .and()
        .doNotHaveFullyQualifiedName("org.preimage.check.Verify")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(imported);
  }
}
