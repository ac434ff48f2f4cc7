package org.preimage.torch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** libtorch stays behind this module, and nothing below knows the module. */
final class TorchArchitectureTest {
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
    assertThat(imported.containPackage("org.preimage.torch")).isTrue();
    assertThat(imported.containPackage("org.preimage.inversion")).isTrue();
  }

  @Test
  void onlyThisModuleKnowsLibtorch() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.preimage.torch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco.pytorch..", "org.preimage.torch..")
        .check(imported);
  }

  @Test
  void itNeedsNetworksAndTheSeamOnly() {
    noClasses()
        .that()
        .resideInAPackage("org.preimage.torch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.preimage.onnx..",
            "org.preimage.spanning..",
            "org.preimage.certify..",
            "org.preimage.lp..",
            "org.preimage.cli..")
        .check(imported);
  }
}
