package org.preimage.benchmarks.figures;

import java.io.PrintStream;
import org.preimage.generative.Activation;
import org.preimage.generative.GeneratorPlan;
import org.preimage.generative.Landscape;
import org.preimage.generative.LandscapeOptions;
import org.preimage.inversion.Measurement;
import org.preimage.inversion.NetworkForwardModel;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;

/**
 * How many of the random generators of Ma, Ayaz, Karaman 2018, Fig. 4, have the landscape that the
 * figure shows for one: networks, codes and masks are drawn afresh.
 */
public final class LandscapeCensus {
  private static final LandscapeOptions OPTIONS =
      LandscapeOptions.defaults().withSpan(4).withGrid(61);

  private LandscapeCensus() {}

  /** Argument: how many generators of each kind. */
  public static void main(String[] args) {
    int count = Integer.parseInt(args[0]);
    PrintStream out = System.out;
    out.println("weights,activation,generators,one minimum,more minima,flat,with level parts");
    for (WeightEnsemble law :
        new WeightEnsemble[] {
          WeightEnsemble.GAUSSIAN,
          WeightEnsemble.UNIFORM,
          WeightEnsemble.SIGNS,
          WeightEnsemble.POSITIVE
        }) {
      for (Activation activation :
          new Activation[] {
            Activation.RELU, Activation.LEAKY_RELU, Activation.SIGMOID, Activation.TANH
          }) {
        GeneratorPlan plan =
            GeneratorPlan.defaults().withLaw(law).withActivations(activation, activation);
        out.println(law + "," + activation + "," + count + "," + line(plan, count));
      }
    }
  }

  private static String line(GeneratorPlan plan, int count) {
    int single = 0;
    int more = 0;
    int flat = 0;
    int level = 0;
    for (int k = 0; k < count; k++) {
      Landscape landscape = landscape(plan, SeedStream.of(k));
      boolean others = landscape.minima().stream().anyMatch(m -> !m.atEdge() && !m.atCentre());
      flat += landscape.flat() ? 1 : 0;
      more += others ? 1 : 0;
      single += others || landscape.flat() ? 0 : 1;
      level += landscape.levelShare() > 0 ? 1 : 0;
    }
    return single + "," + more + "," + flat + "," + level;
  }

  private static Landscape landscape(GeneratorPlan plan, SeedStream seed) {
    Network network = plan.draw(seed.child("network"));
    Measurement half = Measurement.random(network.outputSize(), 0.5, seed);
    double[] code = {
      seed.child(1).numbers().nextGaussian(), seed.child(2).numbers().nextGaussian()
    };
    return Landscape.of(NetworkForwardModel.of(network), half, code, OPTIONS, share -> {});
  }
}
