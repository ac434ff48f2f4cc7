package org.preimage.inversion;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.preimage.linalg.OneSidedSystem;

/**
 * Descends to a code of least ℓ1 or ℓ∞ misfit: the generator is linearised, a linear program finds
 * the best step, and the step is halved until it helps. Inside the cell of the solution one program
 * is exact.
 */
final class LossDescent {
  private static final double LEAST_STEP = 1e-6;
  private static final double NOTICEABLE = 1e-12;

  /** An output counts as met up to this, relative to the largest, and four deviations of noise. */
  private static final double MET = 1e-9;

  private static final double DEVIATIONS = 4;

  private final ObservedModel model;
  private final Loss loss;
  private final int iterations;
  private final double seconds;
  private final double[] data;
  private final double noise;

  /** Outputs of a final ReLU up to this are inequalities. */
  private final double threshold;

  /**
   * @throws IllegalArgumentException if combinations of outputs are observed
   */
  LossDescent(ObservedModel model, InversionOptions options, Observation observation) {
    this.model = model;
    this.loss = options.loss();
    this.iterations = options.iterations();
    this.seconds = options.seconds();
    this.data = observation.data();
    this.noise = observation.noise();
    this.threshold =
        LayerEquations.threshold(data, observation.uncertainty(), model.core().latentSize(), loss);
    if (!(observation.measurement() instanceof Measurement.Rows)) {
      throw new IllegalArgumentException(
          "The loss "
              + loss
              + " requires single outputs but received "
              + observation.measurement()
              + ".\nMaybe use a mask instead.");
    }
  }

  /** Goes on from a code that another method found. */
  Estimate refine(double[] start) {
    double[] code = start;
    int iteration = 0;
    for (; iteration < iterations && !Thread.currentThread().isInterrupted(); iteration++) {
      double[] next = step(code);
      if (next == code) {
        break;
      }
      code = next;
    }
    return judged(code, iteration);
  }

  /** A code of less misfit, or the same code. */
  private double[] step(double[] code) {
    Linearization at = model.core().linearize(new double[][] {code})[0];
    OneSidedSystem system = linearised(at, code.length);
    double[] step = LossFit.solve(system, loss, seconds).orElse(null);
    double before = misfit(at.value());
    for (double t = 1; step != null && t > LEAST_STEP; t /= 2) {
      double[] next = code.clone();
      for (int j = 0; j < next.length; j++) {
        next[j] += t * step[j];
      }
      double[] value = model.core().values(new double[][] {next})[0];
      if (misfit(value) < (1 - NOTICEABLE) * before) {
        return next;
      }
    }
    return code;
  }

  /** What the observed outputs say of a step from a code. */
  private OneSidedSystem linearised(Linearization at, int n) {
    double[] p = at.value();
    double[] rows = at.jacobian().clone();
    double[] right = new double[p.length];
    boolean[] atMost = new boolean[p.length];
    for (int i = 0; i < p.length; i++) {
      Target target = target(p[i], i);
      right[i] = -target.residual();
      atMost[i] = target.atMost();
      for (int j = 0; j < n; j++) {
        rows[i * n + j] *= target.slope();
      }
    }
    return new OneSidedSystem(rows, n, right, atMost);
  }

  private double misfit(double[] p) {
    double[] residuals = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      Target target = target(p[i], i);
      residuals[i] = target.atMost() ? Math.max(0, target.residual()) : target.residual();
    }
    return loss.of(residuals);
  }

  /** What output i says when its pre-activation is p. */
  private record Target(double residual, double slope, boolean atMost) {}

  /** As in {@link LayerEquations}: the last ReLU is undone. */
  private Target target(double p, int i) {
    double y = data[i];
    Readout readout = model.readout();
    return readout instanceof Readout.Rectified r && r.negativeSlope() == 0
        ? new Target(p - y, 1, y <= threshold)
        : new Target(readout.value(p) - y, readout.slope(p), false);
  }

  /** Solved: outputs that confirm the code outnumber those that contradict it. */
  private Estimate judged(double[] code, int steps) {
    double[] p = model.core().values(new double[][] {code})[0];
    Readout readout = model.readout();
    double[] residuals = new double[data.length];
    Arrays.setAll(residuals, i -> Math.abs(readout.value(p[i]) - data[i]));
    double largest = Arrays.stream(data).map(Math::abs).max().orElse(0);
    double rounding = MET * Math.max(largest, Double.MIN_NORMAL);
    double worst = Arrays.stream(residuals).max().orElse(0);
    if (loss == Loss.LINF) {
      boolean solved = worst <= noise + rounding;
      return estimate(code, solved, steps, "largest residual %.3g".formatted(worst));
    }
    double limit = DEVIATIONS * noise + rounding;
    long unmet = Arrays.stream(residuals).filter(r -> r > limit).count();
    long confirming =
        IntStream.range(0, data.length)
            .filter(i -> residuals[i] <= limit && readout.slope(p[i]) != 0)
            .count();
    boolean solved = confirming - code.length >= unmet;
    return estimate(
        code, solved, steps, "%d of %d outputs not met".formatted(unmet, residuals.length));
  }

  private Estimate estimate(double[] code, boolean solved, int steps, String outcome) {
    String method = "%s fit by linear programs, %s".formatted(loss, outcome);
    return new Estimate(code, solved, steps, 1, List.of(), new double[0], method);
  }
}
