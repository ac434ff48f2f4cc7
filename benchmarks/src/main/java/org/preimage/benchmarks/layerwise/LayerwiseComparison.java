package org.preimage.benchmarks.layerwise;

import com.google.ortools.Loader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.preimage.inversion.Generator;
import org.preimage.inversion.InversionOptions;
import org.preimage.inversion.Inverter;
import org.preimage.inversion.Loss;
import org.preimage.inversion.Measurement;
import org.preimage.inversion.Observation;

/**
 * Codes of random expansive networks from all outputs, exact: our methods and the published linear
 * programs, on the same codes. Prints one line a method: processor time a code and error.
 *
 * <p>Arguments: SIZES such as 10-50-200-800; SECONDS a linear program may take; the number of CODES
 * of our methods with least squares (those with linear programs get two, the published programs
 * one); and, if not all methods are wanted, how the names of those begin that are.
 */
public final class LayerwiseComparison {
  private static final long SEED = 20261122;

  /** What a linear program leaves of a zero, relative to the largest value. */
  private static final double ZERO = 1e-7;

  /** Codes of our slower methods. */
  private static final int FEW = 2;

  private final GaussianNetwork network;
  private final Generator generator;
  private final double[][] codes;

  private LayerwiseComparison(int[] sizes, int count) {
    network = GaussianNetwork.draw(sizes, SEED);
    generator = network.generator();
    Random random = new Random(SEED + 1);
    codes = new double[count][sizes[0]];
    for (double[] code : codes) {
      Arrays.setAll(code, j -> random.nextGaussian());
    }
  }

  /** See the class. */
  public static void main(String[] words) {
    Loader.loadNativeLibraries();
    int[] sizes = Arrays.stream(words[0].split("-")).mapToInt(Integer::parseInt).toArray();
    LayerwiseComparison comparison = new LayerwiseComparison(sizes, Integer.parseInt(words[2]));
    System.out.printf(
        "%s, one pass over the weights: %.2f ms%n", words[0], comparison.network.pass());
    System.out.println("method                      first ms   least ms  median ms  largest error");
    List<String> wanted = List.of(words).subList(3, words.length);
    comparison
        .methods(Double.parseDouble(words[1]))
        .forEach(
            (name, method) -> {
              if (wanted.isEmpty() || wanted.stream().anyMatch(name::startsWith)) {
                method.run();
              }
            });
  }

  private Map<String, Runnable> methods(double seconds) {
    Map<String, Runnable> methods = new LinkedHashMap<>();
    for (InversionOptions.Choice choice :
        List.of(InversionOptions.Choice.AUTO, InversionOptions.Choice.LAYERWISE)) {
      for (Loss loss : Loss.values()) {
        String name = (choice + ", " + loss.name()).toLowerCase(Locale.ROOT);
        InversionOptions options =
            InversionOptions.defaults().withChoice(choice).withLoss(loss).withSeconds(seconds);
        int count = loss == Loss.L2 ? codes.length : Math.min(FEW, codes.length);
        methods.put(name, () -> ours(name, options, count));
      }
    }
    for (LayerProgram program : LayerProgram.values()) {
      for (LayerProgram.Solver solver : LayerProgram.Solver.values()) {
        String name = (program + " by " + solver).toLowerCase(Locale.ROOT);
        methods.put(name, () -> report(name, 1, y -> layers(program, solver, seconds, y)));
      }
    }
    return methods;
  }

  private void ours(String name, InversionOptions options, int count) {
    Measurement all = Measurement.all(generator.outputSize());
    try (Inverter inverter = Inverter.of(generator, options)) {
      report(name, count, y -> Optional.of(inverter.invert(Observation.exact(all, y)).code()));
    }
  }

  /** Undoes layer after layer; nothing when a program was not solved in time. */
  private Optional<double[]> layers(
      LayerProgram program, LayerProgram.Solver solver, double seconds, double[] y) {
    double[] x = y;
    for (int l = network.weights().length - 1; l >= 0; l--) {
      Optional<double[]> input =
          program.solve(network.weights()[l], network.sizes()[l], x, solver, seconds);
      if (input.isEmpty()) {
        System.out.printf("  layer %d of %d not solved%n", l + 1, network.weights().length);
        return input;
      }
      double largest = Arrays.stream(input.get()).map(Math::abs).max().orElse(0);
      boolean rectified = l > 0;
      x = Arrays.stream(input.get()).map(v -> rectified && v <= ZERO * largest ? 0 : v).toArray();
    }
    return Optional.of(x);
  }

  private void report(String name, int count, Function<double[], Optional<double[]>> method) {
    double[] times = new double[count];
    double worst = 0;
    for (int k = 0; k < count; k++) {
      double[] y = generator.network().evaluate(codes[k]);
      ProcessorTime time = ProcessorTime.start();
      Optional<double[]> found = method.apply(y);
      times[k] = time.milliseconds();
      worst = found.isPresent() ? Math.max(worst, error(found.get(), codes[k])) : Double.NaN;
    }
    double first = times[0];
    Arrays.sort(times);
    System.out.printf(
        "%-26s %10.1f %10.1f %10.1f  %.1e%n", name, first, times[0], times[count / 2], worst);
  }

  private static double error(double[] found, double[] code) {
    double difference = 0;
    double length = 0;
    for (int j = 0; j < code.length; j++) {
      difference += (found[j] - code[j]) * (found[j] - code[j]);
      length += code[j] * code[j];
    }
    return Math.sqrt(difference / length);
  }
}
