package org.preimage.inversion;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.preimage.inversion.InversionOptions.Choice;
import org.preimage.onnx.ModelLoader;
import org.preimage.random.SeedStream;

/**
 * Inversions of the same outputs by Adam (500 steps from one start, binary32) and by the automatic
 * method, one after the other on one thread, in processor time of that thread. Prints a line for
 * each model.
 */
public final class InversionTimes {
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final long SEED = 1;

  /** Inversions before the clock runs: the virtual machine compiles what it sees often. */
  private static final int WARM_UP = 20;

  private InversionTimes() {}

  /**
   * Arguments {@code FRACTION CODES ADAM_CODES TARGETS MODEL...}: the fraction of the outputs that
   * is observed, how many codes either inverts, and how many the inverter is told to expect.
   * Columns in milliseconds: median of Adam; median and longest search; median of the whole
   * inversion, with diagnosis and trust; the first search, with what is prepared for all. Then Adam
   * over search, Adam over whole, and how many codes were recovered to 1e-6.
   */
  public static void main(String[] arguments) {
    double fraction = Double.parseDouble(arguments[0]);
    int codes = Integer.parseInt(arguments[1]);
    int adamCodes = Integer.parseInt(arguments[2]);
    System.out.printf(
        "%-28s %9s %9s %9s %9s %9s %7s %7s %9s %9s%n",
        "model",
        "Adam",
        "search",
        "longest",
        "whole",
        "first",
        "/search",
        "/whole",
        "recovered",
        "by Adam");
    for (String model : Arrays.copyOfRange(arguments, 4, arguments.length)) {
      line(Path.of(model), fraction, codes, adamCodes, Integer.parseInt(arguments[3]));
    }
  }

  private static void line(Path file, double fraction, int codes, int adamCodes, int targets) {
    Generator generator = Generator.of(ModelLoader.read(file));
    Measurement mask =
        fraction < 1
            ? Measurement.random(generator.outputSize(), fraction, SeedStream.of(SEED))
            : Measurement.all(generator.outputSize());
    InversionOptions options = InversionOptions.defaults().withSeed(SEED).withTargets(targets);
    Times adam;
    Times search;
    double[] whole = new double[codes];
    try (Inverter inverter =
        Inverter.of(
            generator, TensorEngine.fastest(), options.withChoice(Choice.ADAM).withRestarts(1))) {
      adam = Times.of(inverter, mask, adamCodes, 1);
    }
    try (Inverter inverter = Inverter.of(generator, TensorEngine.fastest(), options)) {
      search = Times.of(inverter, mask, codes, WARM_UP);
      for (int k = 0; k < codes; k++) {
        Observation observation = observation(generator, mask, k);
        int number = k;
        whole[k] = milliseconds(() -> inverter.invert(observation, number));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-28s %9.1f %9.2f %9.1f %9.2f %9.1f %7.1f %7.1f %9s %9s%n",
        generator.network().name(),
        adam.median(),
        search.median(),
        search.longest(),
        median(whole),
        search.first(),
        adam.median() / search.median(),
        adam.median() / median(whole),
        search.recovered() + "/" + codes,
        adam.recovered() + "/" + adamCodes);
  }

  /**
   * Searches for the same codes.
   *
   * @param first with what is prepared for all
   * @param all in milliseconds
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Times(double first, double[] all, int recovered) {
    static Times of(Inverter inverter, Measurement mask, int codes, int warmUp) {
      double first = 0;
      for (int k = 0; k < warmUp; k++) {
        Observation observation = observation(inverter.generator(), mask, codes + k);
        int number = codes + k;
        double time = milliseconds(() -> inverter.estimate(observation, number));
        first = k == 0 ? time : first;
      }
      double[] all = new double[codes];
      int recovered = 0;
      for (int k = 0; k < codes; k++) {
        Observation observation = observation(inverter.generator(), mask, k);
        int number = k;
        Estimate[] found = new Estimate[1];
        all[k] = milliseconds(() -> found[0] = inverter.estimate(observation, number));
        recovered += error(found[0].code(), truth(inverter.generator(), k)) < 1e-6 ? 1 : 0;
      }
      return new Times(first, all, recovered);
    }

    double median() {
      return InversionTimes.median(all);
    }

    double longest() {
      return Arrays.stream(all).max().orElse(Double.NaN);
    }
  }

  private static double[] truth(Generator generator, int number) {
    return InversionOptions.defaults()
        .prior()
        .draw(generator.latentSize(), SeedStream.of(SEED).child(number).child("code").numbers());
  }

  private static Observation observation(Generator generator, Measurement mask, int number) {
    double[] output = generator.network().evaluate(truth(generator, number));
    return Observation.exact(mask, mask.apply(output));
  }

  private static double error(double[] found, double[] truth) {
    double difference = 0;
    double length = 0;
    for (int j = 0; j < truth.length; j++) {
      difference += (found[j] - truth[j]) * (found[j] - truth[j]);
      length += truth[j] * truth[j];
    }
    return Math.sqrt(difference / length);
  }

  private static double milliseconds(Runnable call) {
    long before = THREAD.getCurrentThreadCpuTime();
    call.run();
    return (THREAD.getCurrentThreadCpuTime() - before) / 1e6;
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }
}
