package org.preimage.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.onnx.VnnLib;
import picocli.CommandLine.Option;

/** The options that name a set of inputs; at most one of them is given. */
final class DomainChoice {
  @Option(
      names = "--box",
      paramLabel = "LO,HI",
      description = {
        "Only inputs between LO and HI in every coordinate; or one pair a coordinate,",
        "separated by ';'. Ends may be -inf and inf."
      })
  private @Nullable String box;

  @Option(
      names = "--ball",
      paramLabel = "R",
      description = "Only inputs x with Euclidean norm at most R.")
  private @Nullable Double ball;

  @Option(
      names = "--vnnlib",
      paramLabel = "FILE",
      description = "Only inputs in the box that a VNN-LIB file states.")
  private @Nullable Path vnnlib;

  /**
   * The set chosen.
   *
   * @param size number of input coordinates
   * @throws CommandException if the text does not fit
   */
  Optional<Domain> domain(int size) {
    try {
      if (box != null) {
        return Optional.of(readBox(box, size));
      }
      if (ball != null) {
        return Optional.of(new Domain.Ball(size, ball));
      }
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    return vnnlib == null
        ? Optional.empty()
        : Optional.of(VnnLib.readInputBox(InputFiles.require("VNN-LIB file", vnnlib), size));
  }

  static Domain.Box readBox(String text, int size) {
    String[] pairs = text.split(";", -1);
    if (pairs.length != 1 && pairs.length != size) {
      throw new IllegalArgumentException(
          "--box requires one LO,HI pair or one for each of the %d coordinates but received %d pairs."
              .formatted(size, pairs.length));
    }
    double[] lower = new double[size];
    double[] upper = new double[size];
    for (int j = 0; j < size; j++) {
      String pair = pairs[pairs.length == 1 ? 0 : j];
      String[] ends = pair.split(",", -1);
      if (ends.length != 2) {
        throw new IllegalArgumentException(
            "--box requires LO,HI but received '" + pair + "'.\nMaybe --box=-1,1.");
      }
      lower[j] = readEnd(ends[0]);
      upper[j] = readEnd(ends[1]);
    }
    return new Domain.Box(Ends.of(lower), Ends.of(upper));
  }

  private static double readEnd(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      default -> readNumber(text);
    };
  }

  private static double readNumber(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      // A number beyond binary64 would become an infinite end that nobody asked for.
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, as NaN and overflow are.
    }
    throw new IllegalArgumentException(
        "--box requires numbers but received '" + text + "'.\nMaybe --box=-1,1 or --box=0,inf.");
  }
}
