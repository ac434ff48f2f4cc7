package org.preimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.preimage.certificate.Domain;
import org.preimage.network.Network;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.NumberArray;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/** Latent codes as the command line names them: how many to draw, or a file of them. */
final class CodeChoice {
  private static final int MOST = 1_000_000;

  private CodeChoice() {}

  /**
   * The codes.
   *
   * @param word a number, or a file with one code or one code a row
   * @param domain codes are uniform on a bounded box, and otherwise standard normal
   * @throws CommandException if the word is neither, or the file does not fit
   */
  static List<double[]> of(Network network, String word, Domain.Box domain, SeedStream seed) {
    if (!word.matches("\\d{1,9}")) {
      return read(network, InputFiles.require("codes", Path.of(word)));
    }
    int count = Integer.parseInt(word);
    if (count < 1 || count > MOST) {
      throw new CommandException(
          ExitCode.USAGE,
          "--codes requires a number from 1 to %d or a file but received %s."
              .formatted(MOST, word));
    }
    return IntStream.range(0, count)
        .mapToObj(k -> draw(domain, seed.child("codes").child(k).numbers()))
        .toList();
  }

  private static double[] draw(Domain.Box domain, RandomNumbers numbers) {
    double[] code = new double[domain.size()];
    for (int j = 0; j < code.length; j++) {
      double low = domain.lower().get(j);
      double high = domain.upper().get(j);
      code[j] =
          Double.isFinite(high - low)
              ? low + (high - low) * numbers.nextDouble()
              : Math.max(low, Math.min(high, numbers.nextGaussian()));
    }
    return code;
  }

  private static List<double[]> read(Network network, Path file) {
    NumberArray array = ArrayFile.read(file);
    int n = network.inputSize();
    boolean fits = array.shape().size() > 0 && array.shape().get(array.shape().size() - 1) == n;
    if (!fits || array.shape().size() > 2 || array.size() == 0) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          "--codes requires shape [%d] or [number, %d] but %s has %s."
              .formatted(n, n, file, NumberText.shape(array.shape())));
    }
    double[] values = array.values();
    List<double[]> codes = new ArrayList<>();
    for (int k = 0; k < values.length; k += n) {
      double[] code = java.util.Arrays.copyOfRange(values, k, k + n);
      for (double value : code) {
        if (!Double.isFinite(value)) {
          throw new CommandException(
              ExitCode.BAD_DATA,
              "--codes requires finite numbers but code %d of %s holds %s."
                  .formatted(k / n, file, value));
        }
      }
      codes.add(code);
    }
    return codes;
  }
}
