package org.preimage.examples;

import java.nio.file.Path;
import org.preimage.check.Checker;
import org.preimage.construction.ConstructedNetwork;
import org.preimage.construction.DensePlan;
import org.preimage.construction.LayerStyle;
import org.preimage.onnx.OnnxWriter;
import org.preimage.random.WeightEnsemble;

/** Makes a network that is one-to-one by construction, with the proof. */
public final class BuildNetwork {
  private BuildNetwork() {}

  /**
   * The whole program.
   *
   * @param args the ONNX file to write
   */
  public static void main(String[] args) {
    DensePlan plan =
        DensePlan.defaults()
            .withWidths(3, 8, 20)
            .withStyle(LayerStyle.defaults().withEnsemble(WeightEnsemble.ORTHOGONAL))
            .withSeed(1);
    ConstructedNetwork built = ConstructedNetwork.build(plan);
    System.out.println(plan.description() + ": " + Checker.check(built.certificate()));
    OnnxWriter.write(built.network(), Path.of(args[0]));
  }
}
