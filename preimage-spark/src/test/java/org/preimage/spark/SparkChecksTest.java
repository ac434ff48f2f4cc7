package org.preimage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.Claim;
import org.preimage.check.Checker;
import org.preimage.onnx.ModelLoader;

/** Checks of many models on Spark inside this process. */
final class SparkChecksTest {
  private static final ModelCheck WORK = new ModelCheck(Duration.ofSeconds(30), 1);

  @TempDir private Path folder;
  private Path opposites = Path.of("");
  private Path identity = Path.of("");
  private Path broken = Path.of("");

  @BeforeEach
  void writeModels() throws IOException {
    opposites = csv("opposites", new double[][] {{1, 2}, {3, 4}, {-1, -2}, {-3, -4}});
    identity = csv("identity", new double[][] {{1, 0}, {0, 1}});
    broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
  }

  @Test
  void everyModelGetsItsVerdictAndACertificateThatTheCheckerAccepts() throws Exception {
    StringWriter table = new StringWriter();
    CheckTable checks = run(List.of(opposites, broken, identity), table);

    assertThat(checks.summary()).isEqualTo("3 of 3 models: 1 FAILED, 1 INJECTIVE, 1 NOT_INJECTIVE");
    assertThat(checks.isComplete()).isFalse();
    assertThat(certificate(opposites).claim()).isInstanceOf(Claim.Injective.class);
    assertThat(certificate(identity).claim()).isInstanceOf(Claim.NotInjective.class);
    assertThat(table.toString().lines())
        .hasSize(4)
        .anyMatch(line -> line.startsWith(broken + ",FAILED,"))
        .anyMatch(line -> line.startsWith(identity + ",NOT_INJECTIVE,identity.preimage.gz,"));
  }

  @Test
  void moreModelsThanAreSentAhead() throws Exception {
    double[][] rows = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    Path[] models = new Path[40];
    for (int k = 0; k < models.length; k++) {
      rows[0][1] = k;
      rows[2][1] = -k;
      models[k] = csv("model" + k, rows);
    }
    CheckTable checks = run(List.of(models), new StringWriter());

    assertThat(checks.summary()).isEqualTo("40 of 40 models: 40 INJECTIVE");
    assertThat(checks.isComplete()).isTrue();
  }

  private CheckTable run(List<Path> models, StringWriter table) throws IOException {
    CheckTable checks =
        new CheckTable(models, folder, new PrintWriter(table), new ProgressLines("models", false));
    Undisturbed.run(ended -> SparkChecks.run("local[2]", models, WORK, checks::accept, ended));
    return checks;
  }

  /** Of the model with this file, subject and digest included. */
  private Certificate certificate(Path model) throws Exception {
    Certificate certificate = CertificateReader.read(CheckTable.certificate(folder, model));
    assertThat(Checker.check(certificate).accepted()).isTrue();
    assertThat(certificate.modelDigest()).isEqualTo(ModelLoader.read(model).digest());
    return certificate;
  }

  private Path csv(String name, double[][] rows) throws IOException {
    String text =
        Arrays.stream(rows)
            .map(
                row ->
                    Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve(name + ".csv"), text);
  }
}
