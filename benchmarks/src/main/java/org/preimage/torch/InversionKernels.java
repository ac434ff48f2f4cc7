package org.preimage.torch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.pytorch.global.torch;
import org.preimage.inversion.AdamOptions;
import org.preimage.network.Network;
import org.preimage.onnx.ModelLoader;
import org.preimage.torch.TorchOptions.Precision;

/**
 * What the pieces of an inversion cost on one thread, in processor time of that thread (median of
 * several calls), next to automatic differentiation and to 500 steps of Adam on the same libtorch.
 * Prints a line of CSV for each model, in milliseconds a code.
 */
public final class InversionKernels {
  private static final int FEWEST_CALLS = 5;
  private static final int MOST_CALLS = 300;
  private static final int STEPS = 500;
  private static final int SOME_STEPS = 25;
  private static final long SEED = 20261122;
  private static final long LIMIT = 2_000_000_000L;
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final TorchOptions SINGLE = TorchOptions.mixed().withValues(Precision.BINARY32);

  private InversionKernels() {}

  /**
   * Arguments {@code MODEL...}. Columns, f32 and f64 being precisions of everything and "mixed"
   * that of values in f64 and derivatives in f32: values; Jacobian; the same a code in batches of
   * 16; without oneDNN; gradient; Jacobian by automatic differentiation; Adam 500; Adam 500 a code
   * in batches of 16; ratio of Adam alone to one mixed Jacobian alone.
   */
  public static void main(String[] arguments) {
    System.out.println(
        "model,n,m,values_f32,values_f64,jacobian_f32,jacobian_mixed,jacobian_f64,"
            + "jacobian_f32_of16,jacobian_mixed_of16,jacobian_f32_plain,"
            + "gradient_f32,auto_jacobian_f32,adam500_f32,adam500_f32_of16,adam/jacobian_mixed");
    for (String model : arguments) {
      System.out.println(line(ModelLoader.read(Path.of(model))));
    }
  }

  private static String line(Network network) {
    double[][] one = codes(network, 1);
    double[][] many = codes(network, 16);
    double[] columns = new double[13];
    int at = 0;

    try (TorchForwardModel f32 = TorchForwardModel.of(network, SINGLE);
        TorchForwardModel mixed = TorchForwardModel.of(network, TorchOptions.mixed());
        TorchForwardModel f64 = TorchForwardModel.of(network, TorchOptions.defaults());
        AutomaticJacobian automatic = new AutomaticJacobian(network, Precision.BINARY32)) {
      TorchForwardModel[] models = {f32, mixed, f64};
      columns[at++] = median(() -> f32.values(one));
      columns[at++] = median(() -> f64.values(one));
      for (int k = 0; k < models.length; k++) {
        TorchForwardModel model = models[k];
        columns[at++] = median(() -> model.linearize(one));
      }
      columns[at++] = median(() -> f32.linearize(many)) / many.length;
      columns[at++] = median(() -> mixed.linearize(many)) / many.length;
      torch.globalContext().setUserEnabledMkldnn(false);
      columns[at++] = median(() -> f32.linearize(one));
      torch.globalContext().setUserEnabledMkldnn(true);
      double[][] cotangent = f32.values(one);
      columns[at++] = median(() -> f32.pullback(one, cotangent));
      columns[at++] = median(() -> automatic.at(one[0]));
    }
    columns[at++] = adam(network, one);
    columns[at++] = adam(network, many) / many.length;
    columns[at] = columns[10] / columns[3];
    return network.name()
        + ","
        + network.inputSize()
        + ","
        + network.outputSize()
        + Arrays.stream(columns)
            .mapToObj(c -> String.format(Locale.ROOT, ",%.3f", c))
            .reduce("", String::concat);
  }

  /** 500 steps, from the median of several runs of 25. */
  private static double adam(Network network, double[][] codes) {
    double[][] targets = Arrays.stream(codes).map(network::evaluate).toArray(double[][]::new);
    double[][] more = codes(network, codes.length + 1);
    double[][] starts = Arrays.copyOfRange(more, 1, more.length);
    AdamOptions options = AdamOptions.defaults().withIterations(SOME_STEPS);
    try (AdamInversion adam = AdamInversion.of(network, options, Precision.BINARY32)) {
      return median(() -> adam.run(targets, starts)) * STEPS / SOME_STEPS;
    }
  }

  private static double[][] codes(Network network, int count) {
    Random random = new Random(SEED);
    double[][] codes = new double[count][network.inputSize()];
    for (double[] code : codes) {
      Arrays.setAll(code, j -> random.nextGaussian());
    }
    return codes;
  }

  /**
   * Milliseconds of the median call, among at least five and at most those of two seconds. Not the
   * fastest: beside other programs a short call has luck more often than a run of Adam.
   */
  private static double median(Runnable call) {
    double[] times = new double[MOST_CALLS];
    long end = System.nanoTime() + LIMIT;
    int calls = 0;
    while (calls < FEWEST_CALLS || (calls < MOST_CALLS && System.nanoTime() < end)) {
      long before = THREAD.getCurrentThreadCpuTime();
      call.run();
      times[calls++] = (THREAD.getCurrentThreadCpuTime() - before) / 1e6;
    }
    return Arrays.stream(times, 0, calls).sorted().toArray()[calls / 2];
  }
}
