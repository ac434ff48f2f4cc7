package org.preimage.capacity.experiment;

import org.preimage.certify.LayerVerdict;
import org.preimage.certify.Verdict;
import org.preimage.spanning.Layer;
import org.preimage.spanning.SearchBudget;

/** Decides one random layer; each definite outcome has a certificate that the checker accepted. */
final class InjectivityTrial {
  private InjectivityTrial() {}

  static Measurement measure(Trial trial, TrialRunner runner) {
    int n = trial.cell().inputs();
    int m = trial.cell().rows();
    Layer layer = RandomLayers.layer(trial.weights().draw(m, n, trial.weightNumbers(1)), m, n);
    SearchBudget budget = runner.budget(trial);
    Verdict verdict = LayerVerdict.of(layer, trial.searchSeed(), budget);
    return new Measurement()
        .with(RandomLayers.outcome(verdict))
        .with("assumesGeneralPosition", RandomLayers.assumesGeneralPosition(verdict))
        .after(budget);
  }
}
