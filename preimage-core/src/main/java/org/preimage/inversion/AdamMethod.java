package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/**
 * Gradient descent by Adam from codes drawn from the prior, as Ma, Ayaz and Karaman (2018) invert:
 * here for comparison. All starts run side by side.
 */
final class AdamMethod implements InversionMethod {
  private final GradientDescent descent;
  private final AdamOptions adam;
  private final GaussNewtonInversion judge;
  private final InversionOptions options;
  private final int n;

  private AdamMethod(
      GradientDescent descent,
      AdamOptions adam,
      GaussNewtonInversion judge,
      InversionOptions options,
      int n) {
    this.descent = descent;
    this.adam = adam;
    this.judge = judge;
    this.options = options;
    this.n = n;
  }

  /**
   * Adam with the learning rate and steps of the paper, on the engine that is there.
   *
   * @throws IllegalStateException if there is no engine
   * @throws IllegalArgumentException if combinations of outputs are observed
   */
  static AdamMethod of(
      Generator generator,
      Measurement measurement,
      GaussNewtonInversion judge,
      InversionOptions options) {
    if (!(measurement instanceof Measurement.Rows mask)) {
      throw new IllegalArgumentException(
          "Inversion by Adam requires a mask but received " + measurement + ".");
    }
    AdamOptions adam = AdamOptions.defaults();
    GradientDescent descent =
        TensorEngine.require("Inversion by Adam")
            .adam(generator.network().restrictedTo(mask.indices()), adam);
    return new AdamMethod(descent, adam, judge, options, generator.latentSize());
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public Estimate estimate(Observation observation, SeedStream seed) {
    RandomNumbers numbers = seed.child("starts").numbers();
    double[][] starts = new double[options.restarts()][];
    Arrays.setAll(starts, k -> options.prior().draw(n, numbers));
    double[][] targets = new double[starts.length][];
    Arrays.fill(targets, observation.data());
    List<Track> ended = new ArrayList<>();
    for (GradientDescent.Descent end : descent.run(targets, starts)) {
      Track track = new Track(end.code(), end.cost());
      track.iterations = adam.iterations();
      ended.add(track);
    }
    return judge.judged(
        ended,
        observation,
        "Adam, learning rate %s, %d iterations".formatted(adam.learningRate(), adam.iterations()));
  }

  @Override
  public void close() {
    descent.close();
  }
}
