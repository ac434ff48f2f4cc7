package org.preimage.capacity.experiment;

import java.util.Arrays;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Proof;
import org.preimage.check.Checker;
import org.preimage.random.SeedStream;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerClaims;
import org.preimage.spanning.SearchBudget;
import org.preimage.stability.FrameBounds;
import org.preimage.stability.SlopedLayer;

/**
 * Bounds of the inverse Lipschitz constant, ½√A ≤ κ ≤ √A, where the checker accepted both bounds of
 * A = min λ_min over the cells.
 */
final class StabilityTrial {
  private StabilityTrial() {}

  static Measurement measure(Trial trial, TrialRunner runner) {
    int n = trial.cell().inputs();
    int m = trial.cell().rows();
    double[] entries = trial.weights().draw(m, n, trial.weightNumbers(1));
    SearchBudget budget = runner.budget(trial);
    FrameBounds.Result frame =
        new FrameBounds(
                sloped(entries, m, n),
                budget,
                new SeedStream(trial.searchSeed()).numbers(),
                1,
                accepted(RandomLayers.layer(entries, m, n)),
                (task, done) -> {})
            .run();
    return result(frame).after(budget);
  }

  private static java.util.function.Predicate<Proof> accepted(Layer layer) {
    return proof -> Checker.check(LayerClaims.certificate(layer, proof)).accepted();
  }

  private static SlopedLayer sloped(double[] entries, int m, int n) {
    double[][] rows = new double[m][];
    for (int i = 0; i < m; i++) {
      rows[i] = Arrays.copyOfRange(entries, i * n, (i + 1) * n);
    }
    return new SlopedLayer(rows, new double[m], new double[m], Domain.wholeSpace(n));
  }

  private static Measurement result(FrameBounds.Result frame) {
    Measurement measurement =
        new Measurement()
            .with("frameLower", frame.lower())
            .with(
                "kappaLower",
                frame.lower() == 0 ? 0 : 0.5 * Math.nextDown(Math.sqrt(frame.lower())))
            .with("optimal", frame.tight() ? 1 : 0);
    if (Double.isFinite(frame.upper())) {
      measurement
          .with("frameUpper", frame.upper())
          .with("kappaUpper", frame.upper() == 0 ? 0 : Math.nextUp(Math.sqrt(frame.upper())));
    }
    return measurement.with(
        frame.lower() > 0
            ? Outcome.INJECTIVE
            : frame.upper() == 0 ? Outcome.NOT_INJECTIVE : Outcome.UNDECIDED);
  }
}
