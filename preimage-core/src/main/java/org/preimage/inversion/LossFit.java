package org.preimage.inversion;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.linalg.LeastSquares;
import org.preimage.linalg.OneSidedLeastSquares;
import org.preimage.linalg.OneSidedSystem;
import org.preimage.lp.GlopFit;
import org.preimage.lp.GlopMinimax;

/** Solutions of equations and inequalities with errors, in the sense of a loss. */
final class LossFit {
  /** Residuals that a linear program leaves where there should be none, relative to the data. */
  private static final double MET = 1e-7;

  private LossFit() {}

  /**
   * The x of least loss, or nothing where it is not determined or not found in time.
   *
   * @throws UnsupportedOperationException if a native library does not fit this machine
   */
  static Optional<double[]> solve(OneSidedSystem system, Loss loss, double seconds) {
    if (loss != Loss.L2 && !GlopMinimax.isAvailable()) {
      throw new UnsupportedOperationException(
          "The loss "
              + loss
              + " requires OR-Tools but its library could not be loaded here.\n"
              + "Maybe use the loss l2.");
    }
    return switch (loss) {
      case L2 -> OneSidedLeastSquares.solve(system);
      case L1 -> GlopFit.leastSum(system, seconds).map(x -> sharpened(system, x));
      case LINF -> GlopFit.leastMaximum(system, seconds);
    };
  }

  /**
   * The equations that a vertex meets, met to all digits: where they are consistent, which more
   * than n of them are only when their data are exact.
   */
  private static double[] sharpened(OneSidedSystem system, double[] x) {
    double scale = Arrays.stream(system.right()).map(Math::abs).max().orElse(0);
    int[] met =
        IntStream.range(0, system.size())
            .filter(i -> !system.atMost()[i] && Math.abs(system.residual(i, x)) <= MET * scale)
            .toArray();
    if (met.length == 0) {
      return x;
    }
    return LeastSquares.solve(system.equations(met))
        .filter(
            sharp ->
                Loss.L1.of(system.residuals(sharp))
                    <= Loss.L1.of(system.residuals(x)) + MET * MET * scale)
        .orElse(x);
  }
}
