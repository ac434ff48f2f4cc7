package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.preimage.random.SeedStream;

/**
 * Gauss–Newton whose searches come to their problem through others, each begun where the one before
 * ended. With exact data those observe half, then three quarters of the values that the search
 * looks at. With noise they take the noise to be larger than it is, so that outputs near the flat
 * parts of the last step say less; where the residuals do not depend on the noise, they observe
 * less here too.
 */
final class HomotopyInversion implements InversionMethod {
  private static final double[] SHARES = {0.5, 0.75};

  /** Deviations of the noise relative to the largest value. */
  private static final double[] NOISES = {0.3, 0.1, 0.03};

  private final ObservedModel model;
  private final GaussNewtonInversion descents;
  private final List<Part> parts = new ArrayList<>();

  /** Some of the values that searches look at. */
  private record Part(ForwardModel model, Function<Observation, Misfit> misfit) {}

  /**
   * @param descents the last stage, and what follows it
   * @param seed of the masks
   */
  HomotopyInversion(ObservedModel model, GaussNewtonInversion descents, SeedStream seed) {
    this.model = model;
    this.descents = descents;
    int size = isCombined() ? model.measurement().size() : model.scoutRows().length;
    int[] order = seed.child("homotopy").numbers().permutation(size);
    for (double share : SHARES) {
      int kept = (int) Math.ceil(share * size);
      if (kept < size) {
        parts.add(part(IntStream.of(order).limit(kept).sorted().toArray()));
      }
    }
  }

  private boolean isCombined() {
    return model.measurement() instanceof Measurement.Gaussian;
  }

  /**
   * @param chosen positions among the values that searches look at, ascending
   */
  private Part part(int[] chosen) {
    if (model.measurement() instanceof Measurement.Gaussian all) {
      Measurement.Gaussian some = all.rows(chosen);
      return new Part(
          model.core(),
          o -> new CombinedMisfit(model.readout(), some, ObservedModel.at(chosen, o.data())));
    }
    int[] places = ObservedModel.at(chosen, model.scoutRows());
    return new Part(model.scout().restrictedTo(chosen), o -> model.undone(o, places));
  }

  @Override
  public String name() {
    return "homotopy";
  }

  @Override
  public Estimate estimate(Observation observation, SeedStream seed) {
    boolean inTheNoise = observation.noise() > 0 && dependsOnNoise();
    List<GaussNewton> stages = inTheNoise ? noisier(observation) : masked(observation);
    Estimate found =
        descents.estimate(
            observation, seed, (search, starts) -> approached(stages, search, starts));
    return found.described(
        "Homotopy in the %s, stages: %d; %s"
            .formatted(inTheNoise ? "noise" : "mask", stages.size() + 1, found.method()));
  }

  /** Whether the residuals of a search do: without flat parts noise changes their length only. */
  private boolean dependsOnNoise() {
    boolean flat =
        model.readout() instanceof Readout.Curve
            || (model.readout() instanceof Readout.Rectified r && r.negativeSlope() == 0);
    return flat && !isCombined();
  }

  private List<GaussNewton> masked(Observation observation) {
    return parts.stream()
        .map(part -> descents.search(part.model(), part.misfit().apply(observation)))
        .toList();
  }

  private List<GaussNewton> noisier(Observation observation) {
    double largest = Arrays.stream(observation.data()).map(Math::abs).max().orElse(0);
    return Arrays.stream(NOISES)
        .map(noise -> noise * largest)
        .filter(noise -> noise > observation.noise())
        .mapToObj(noise -> new Observation(observation.measurement(), observation.data(), noise))
        .map(noisier -> descents.search(model.scout(), model.scouted(noisier)))
        .toList();
  }

  /** Descents of the last stage at the codes where those of all earlier ones ended. */
  private List<Track> approached(List<GaussNewton> stages, GaussNewton search, double[][] starts) {
    double[][] codes = starts;
    int[] iterations = new int[starts.length];
    for (GaussNewton stage : stages) {
      List<Track> tracks = stage.begin(codes);
      descents.exhaust(stage, tracks);
      codes = tracks.stream().map(track -> track.code).toArray(double[][]::new);
      Arrays.setAll(iterations, k -> iterations[k] + tracks.get(k).iterations);
    }
    List<Track> last = search.begin(codes);
    IntStream.range(0, iterations.length).forEach(k -> last.get(k).iterations = iterations[k]);
    return last;
  }

  @Override
  public void close() {
    if (!isCombined()) {
      parts.forEach(part -> part.model().close());
    }
  }
}
