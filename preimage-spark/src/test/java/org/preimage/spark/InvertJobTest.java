package org.preimage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Indices;
import org.preimage.inversion.Generator;
import org.preimage.inversion.InversionOptions;
import org.preimage.inversion.Inverter;
import org.preimage.inversion.Measurement;
import org.preimage.inversion.Observation;
import org.preimage.network.Network;
import org.preimage.onnx.ModelLoader;
import org.preimage.onnx.NpyRows;
import org.preimage.onnx.NpyRowsWriter;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;
import picocli.CommandLine;

/** Inversions of many targets on Spark inside this process. */
final class InvertJobTest {
  @TempDir private Path folder;

  /** From 200 targets on, searches begin where a map learned beforehand says. */
  @ParameterizedTest
  @ValueSource(ints = {12, 240})
  void codesAreThoseOfTheLibraryAndAStoppedRunGoesOn(int count) throws Exception {
    Path model = gaussianLayer(4, 24);
    Network network = ModelLoader.read(model);
    Path targets = outputs(network, count);
    Path codes = folder.resolve("codes.npy");
    assertThat(run(model, targets, codes)).isZero();
    double[][] first = samples(codes);
    forget(codes, network.inputSize(), 3, count);
    assertThat(run(model, targets, codes)).isZero();

    assertThat(samples(codes)).isDeepEqualTo(first);
    assertThat(first).isDeepEqualTo(libraryCodes(network, targets));
    assertThat(Files.readAllLines(folder.resolve("codes.npy.csv")))
        .hasSize(1 + count + 1)
        .contains("target,diagnosis,relativeResidual");
  }

  private static int run(Path model, Path targets, Path codes) {
    return new CommandLine(new InvertJob())
        .execute(
            model.toString(),
            "--targets=" + targets,
            "--codes=" + codes,
            "--observe=0.75",
            "--seed=5",
            "--restarts=8",
            "--master=local[2]",
            "--no-progress");
  }

  private static double[][] libraryCodes(Network network, Path targets) {
    Measurement observed = Measurement.random(network.outputSize(), 0.75, SeedStream.of(5));
    double[][] outputs = samples(targets);
    InversionOptions options =
        InversionOptions.defaults().withRestarts(8).withSeed(5).withTargets(outputs.length);
    try (Inverter inverter = Inverter.of(Generator.of(network), options)) {
      double[][] codes = new double[outputs.length][];
      for (int k = 0; k < codes.length; k++) {
        double[] data = observed.apply(outputs[k]);
        codes[k] = inverter.invert(Observation.exact(observed, data), k).code();
      }
      return codes;
    }
  }

  private static double[][] samples(Path file) {
    try (NpyRows rows = NpyRows.open(file)) {
      return IntStream.range(0, rows.count()).mapToObj(rows::sample).toArray(double[][]::new);
    }
  }

  private static void forget(Path codes, int size, int number, int count) {
    double[] nothing = new double[size];
    Arrays.fill(nothing, Double.NaN);
    try (NpyRowsWriter writer = NpyRowsWriter.open(codes, count, Indices.of(size))) {
      writer.write(number, nothing);
    }
  }

  private Path outputs(Network network, int count) {
    RandomNumbers numbers = SeedStream.of(11).numbers();
    Path file = folder.resolve("targets.npy");
    try (NpyRowsWriter writer = NpyRowsWriter.open(file, count, Indices.of(network.outputSize()))) {
      for (int k = 0; k < count; k++) {
        writer.write(k, network.evaluate(gaussian(numbers, network.inputSize())));
      }
    }
    return file;
  }

  private Path gaussianLayer(int n, int m) throws IOException {
    RandomNumbers numbers = SeedStream.of(7).numbers();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < m; i++) {
      double[] row = gaussian(numbers, n);
      text.append(
          String.join(",", IntStream.range(0, n).mapToObj(j -> "" + row[j]).toList()) + "\n");
    }
    return Files.writeString(folder.resolve("layer.csv"), text);
  }

  private static double[] gaussian(RandomNumbers numbers, int size) {
    return IntStream.range(0, size).mapToDouble(k -> numbers.nextGaussian()).toArray();
  }
}
