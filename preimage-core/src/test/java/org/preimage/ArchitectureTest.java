package org.preimage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The house rules of ARCHITECTURE.md. */
final class ArchitectureTest {
  /** Each package imports only those before it; some are planned and do not exist yet. */
  private static final List<String> IMPORT_ORDER =
      List.of(
          "certificate",
          "check",
          "linalg",
          "lp",
          "random",
          "network",
          "onnx",
          "covering",
          "spanning",
          "depth",
          "endtoend",
          "stability",
          "certify",
          "inversion",
          "construction",
          "capacity",
          "generative",
          "report");

  private static JavaClasses imported;

  @BeforeAll
  static void importClasses() {
    imported =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.preimage");
  }

  static List<String> importOrder() {
    return IMPORT_ORDER;
  }

  @Test
  void enoughClassesWereImportedForTheRulesToMeanSomething() {
    Set<String> packages =
        imported.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(imported).hasSizeGreaterThan(80);
    assertThat(packages)
        .contains(
            "org.preimage.certificate",
            "org.preimage.check",
            "org.preimage.linalg",
            "org.preimage.network",
            "org.preimage.onnx",
            "org.preimage.spanning",
            "org.preimage.certify");
  }

  @ParameterizedTest
  @MethodSource("importOrder")
  void packageImportsOnlyThoseBeforeIt(String name) {
    String[] later =
        IMPORT_ORDER.subList(IMPORT_ORDER.indexOf(name) + 1, IMPORT_ORDER.size()).stream()
            .map(ArchitectureTest::pattern)
            .toArray(String[]::new);
    if (later.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(pattern(name))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .allowEmptyShould(true)
          .check(imported);
    }
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    classes()
        .should()
        .resideInAnyPackage(
            IMPORT_ORDER.stream().map(ArchitectureTest::pattern).toArray(String[]::new))
        .because("the root package holds no type and every package is listed in ARCHITECTURE.md")
        .check(imported);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.preimage.(**)").should().beFreeOfCycles().check(imported);
  }

  @Test
  void packagesAreNamedAfterConcepts() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..", "..manager..")
        .check(imported);
  }

  @ParameterizedTest
  @CsvSource({
    "linalg, org.bytedeco..",
    "lp, com.google.ortools..",
    "onnx, ai.onnx..",
    "onnx, com.google.protobuf..",
    "capacity.experiment, org.sqlite..",
    "capacity.experiment, java.sql..",
    "capacity, org.apache.commons.numbers..",
    "spark, org.apache.spark.."
  })
  void libraryHasOneImporter(String owner, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(pattern(owner))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(imported);
  }

  @Test
  void checkerNeedsNothingButItsDataAndJava() {
    classes()
        .that()
        .resideInAnyPackage(pattern("certificate"), pattern("check"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(pattern("certificate"), pattern("check"), "java..")
        .check(imported);
  }

  @Test
  void theoryOfCapacityNeedsNothingElseOfPreimage() {
    classes()
        .that()
        .resideInAPackage("org.preimage.capacity.theory")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.preimage.capacity.theory",
            "java..",
            "org.jspecify..",
            "org.apache.commons.numbers..")
        .check(imported);
  }

  @Test
  void nothingImportsTheCommandLine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(pattern("cli"), "picocli..")
        .check(imported);
  }

  @Test
  void libraryDoesNotEndTheProgram() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.preimage.check.Verify")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(imported);
  }

  private static String pattern(String name) {
    return "org.preimage." + name + "..";
  }
}
