package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.preimage.capacity.theory.GroundState;

/** The least fraction of active rows at a given α. */
final class ActiveFraction {
  private static final int STEPS = 3;
  private static final double[] CURVE =
      IntStream.rangeClosed(11, 60).mapToDouble(i -> i / 5.0).toArray();

  private ActiveFraction() {}

  static CapacityReport report(double alpha) {
    GroundState state = new GroundState();
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k <= STEPS; k++) {
      double fraction = state.activeFraction(alpha, k);
      rows.add(
          List.of(
              k == 0 ? "rs" : "rsb-" + k,
              fraction,
              fraction * alpha,
              k == 0 ? "proved lower bound" : "heuristic"));
    }
    return new CapacityReport(
        "Least active rows of ReLU(Wx) over all inputs at α = m/n = %s, Gaussian W (n → ∞)"
            .formatted(NumberText.shortest(alpha)),
        List.of("key", "fraction", "rowsPerInput", "rigor"),
        rows,
        List.of("Injective for large n if and only if at least 1 active row per input is left."),
        plot(state));
  }

  private static LinePlot plot(GroundState state) {
    LinePlot plot =
        new LinePlot("Least active rows over all inputs", "α = m/n", "fraction of rows");
    curve(plot, "needed: 1/α", a -> 1 / a);
    IntStream.rangeClosed(0, 1)
        .forEach(
            k ->
                curve(
                    plot,
                    k == 0 ? "RS, proved below" : k + "-step RSB",
                    a -> state.activeFraction(a, k)));
    return plot;
  }

  private static void curve(LinePlot plot, String name, DoubleUnaryOperator f) {
    plot.line(name, CURVE, DoubleStream.of(CURVE).map(f).toArray());
  }
}
