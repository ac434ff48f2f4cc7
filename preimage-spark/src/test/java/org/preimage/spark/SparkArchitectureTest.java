package org.preimage.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house rules that concern Spark. */
final class SparkArchitectureTest {
  private static JavaClasses imported;

  @BeforeAll
  static void importClasses() {
    imported =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.preimage");
    assertThat(imported.containPackage("org.preimage.spark")).isTrue();
    assertThat(imported).hasSizeGreaterThan(120);
  }

  @Test
  void nothingElseImportsSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.preimage.spark..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "org.preimage.spark..")
        .check(imported);
  }

  @Test
  void onlyTheServiceAndTheProgramsArePublic() {
    classes()
        .that()
        .resideInAPackage("org.preimage.spark..")
        .and()
        .arePublic()
        .should()
        .belongToAnyOf(SparkCluster.class, SweepJob.class, CheckJob.class, InvertJob.class)
        .check(imported);
  }
}
