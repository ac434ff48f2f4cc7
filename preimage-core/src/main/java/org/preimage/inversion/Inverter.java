package org.preimage.inversion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.preimage.random.SeedStream;

/**
 * Recovers codes of a generator from observations. Keeps the model for the last measurement, so
 * that many observations through one mask cost no preparation. Not safe for use by several threads.
 */
public final class Inverter implements AutoCloseable {
  /** Data that determines the code to fewer digits than this is called ill conditioned. */
  private static final double HOPELESS = 1e8;

  /** Codes closer than this, relative to their length, are one code. */
  static final double SAME = 1e-4;

  private final Generator generator;
  private final InversionOptions options;
  private final ForwardModel whole;
  private final ForwardModel fast;
  private final ForwardModel.Factory factory;
  private final LearnedStarts starts;
  private @Nullable ObservedModel observed;
  private @Nullable InversionMethod method;

  private Inverter(
      Generator generator,
      ForwardModel.Factory factory,
      InversionOptions options,
      LearnedStarts starts) {
    this.generator = generator;
    this.factory = factory;
    this.options = options;
    this.starts = starts;
    this.whole = factory.of(generator.core());
    this.fast = whole.rough();
  }

  /** Inverts a generator with derivatives computed by the given kind of forward model. */
  public static Inverter of(
      Generator generator, ForwardModel.Factory factory, InversionOptions options) {
    return new Inverter(generator, factory, options, new LearnedStarts());
  }

  /** Inverts a generator with derivatives computed in Java. */
  public static Inverter of(Generator generator, InversionOptions options) {
    return of(
        generator,
        network -> DenseForwardModel.of(network).orElseGet(() -> NetworkForwardModel.of(network)),
        options);
  }

  /** The same for another thread: what is learned for a measurement is learned once for both. */
  public Inverter sibling() {
    return new Inverter(generator, factory, options, starts);
  }

  /** The generator. */
  public Generator generator() {
    return generator;
  }

  /** Recovers a code; the starts depend on the seed of the options only. */
  public Recovery invert(Observation observation) {
    return invert(observation, 0);
  }

  /**
   * Recovers a code.
   *
   * @param number of the target; starts depend on it and the seed of the options only
   * @throws IllegalArgumentException if the observation is of another number of outputs
   */
  public Recovery invert(Observation observation, long number) {
    ObservedModel model = observed(observation.measurement());
    SeedStream seed = SeedStream.of(options.seed()).child(number);
    return invert(observation, method(model), seed);
  }

  /** Does what all observations through a measurement share, which the first would do otherwise. */
  public void prepare(Measurement measurement) {
    method(observed(measurement));
  }

  /**
   * The search alone, without diagnosis and trust.
   *
   * @param number of the target, as for {@link #invert(Observation, long)}
   * @throws IllegalArgumentException if the observation is of another number of outputs
   */
  public Estimate estimate(Observation observation, long number) {
    ObservedModel model = observed(observation.measurement());
    return method(model).estimate(observation, SeedStream.of(options.seed()).child(number));
  }

  private InversionMethod method(ObservedModel model) {
    if (method == null) {
      method = options.loss() == Loss.L2 ? leastSquares(model) : otherLoss(model);
    }
    return method;
  }

  private InversionMethod leastSquares(ObservedModel model) {
    boolean searches =
        switch (options.choice()) {
          case AUTO, GAUSS_NEWTON, HOMOTOPY -> true;
          case LAYERWISE, ADAM -> false;
        };
    Optional<LearnedInverse> learned = searches ? starts.of(model, options) : Optional.empty();
    GaussNewtonInversion all = new GaussNewtonInversion(model, learned, options);
    GaussNewtonInversion few =
        new GaussNewtonInversion(model, learned, options.withRestarts(few()));
    Supplier<Optional<LayerwiseInversion>> layerwise = layerwise(all, all::refine);
    return switch (options.choice()) {
      case GAUSS_NEWTON -> all;
      case HOMOTOPY -> new HomotopyInversion(model, all, SeedStream.of(options.seed()));
      case ADAM -> AdamMethod.of(generator, model.measurement(), all, options);
      case LAYERWISE -> layerwise.get().orElseThrow(this::noChain);
      case AUTO -> new AutomaticInversion(few, layerwise, all);
    };
  }

  private InversionMethod otherLoss(ObservedModel model) {
    LayerwiseInversion.Refinement refinement =
        (code, observation) -> new LossDescent(model, options, observation).refine(code);
    GaussNewtonInversion few =
        new GaussNewtonInversion(model, Optional.empty(), options.withRestarts(few()));
    InversionMethod refined = new LossInversion(few, refinement, Optional::empty);
    Supplier<Optional<LayerwiseInversion>> layerwise = layerwise(refined, refinement);
    return switch (options.choice()) {
      case GAUSS_NEWTON, HOMOTOPY, ADAM -> refined;
      case LAYERWISE -> layerwise.get().orElseThrow(this::noChain);
      case AUTO -> new LossInversion(few, refinement, layerwise);
    };
  }

  private int few() {
    return Math.min(options.restarts(), AutomaticInversion.FEW);
  }

  /** The method when it is first asked for, and the same again. */
  private Supplier<Optional<LayerwiseInversion>> layerwise(
      InversionMethod otherwise, LayerwiseInversion.Refinement refinement) {
    InversionOptions some = options.withRestarts(Math.max(few(), 32)).withTargets(1);
    AtomicReference<Optional<LayerwiseInversion>> made = new AtomicReference<>();
    return () ->
        made.updateAndGet(
            known ->
                known != null
                    ? known
                    : LayerwiseInversion.of(generator, factory, otherwise, refinement, some));
  }

  private IllegalArgumentException noChain() {
    return new IllegalArgumentException(
        "Layerwise inversion requires a chain of affine maps and elementwise functions but "
            + generator.network().name()
            + " is none, or too large.\nMaybe use the method auto.");
  }

  /** Recovers a code by a method of the caller's. */
  public Recovery invert(Observation observation, InversionMethod method, SeedStream seed) {
    long start = System.nanoTime();
    Estimate estimate = method.estimate(observation, seed);
    double searchSeconds = (System.nanoTime() - start) * 1e-9;
    Readout readout = generator.readout();
    Linearization at = whole.linearize(estimate.code(), p -> readout.slope(p) != 0);
    double[] output = generator.output(at.value());
    double residual =
        Distances.between(observation.measurement().apply(output), observation.data());
    double relative = residual / Math.max(Distances.length(observation.data()), Double.MIN_NORMAL);
    Sensitivity sensitivity = sensitivity(observation.measurement(), estimate.code(), at);
    double noise = observation.noise() > 0 ? observation.noise() : spread(observation, residual);
    int n = estimate.code().length;
    Trust trust = sensitivity.trust(noise, ObservedModel.outputJacobian(readout, at, n));
    Diagnosis diagnosis = diagnose(estimate, residual, relative, trust, sensitivity);
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new Recovery(
        estimate.code(),
        output,
        residual,
        relative,
        estimate,
        diagnosis,
        trust,
        seconds,
        searchSeconds);
  }

  /**
   * Orthonormal directions along which what is measured does not change to first order at a code,
   * in floating point: where there are any, no method can tell the code from its neighbours.
   */
  public List<double[]> kernel(Measurement measurement, double[] code) {
    return sensitivity(measurement, code, whole.linearize(new double[][] {code})[0]).kernel();
  }

  /**
   * Looks for another code with the observed output of a recovered one: along its family where it
   * is not unique, else by descents from other starts.
   *
   * @param recovery of this observation; where the data is not met, nothing is looked for
   * @param starts of descents, at least 1
   * @return empty when none was found, which proves nothing
   */
  public Optional<SecondCode> second(Observation observation, Recovery recovery, int starts) {
    if (!recovery.estimate().solved()) {
      return Optional.empty();
    }
    ObservedModel model = observed(observation.measurement());
    SecondCodeSearch search = new SecondCodeSearch(generator, model, whole, options);
    SeedStream seed = SeedStream.of(options.seed()).child("second");
    Trust trust = recovery.trust();
    if (!trust.locallyUnique()) {
      List<double[]> kernel = kernel(observation.measurement(), recovery.code());
      return search.family(recovery.code(), kernel, seed);
    }
    return search.distant(recovery.code(), observation, trust, starts, seed);
  }

  /** What was made for the last measurement. */
  private void release() {
    if (method != null) {
      method.close();
      method = null;
    }
    if (observed != null) {
      observed.close(whole);
      observed = null;
    }
  }

  @Override
  public void close() {
    release();
    fast.close();
    whole.close();
  }

  private ObservedModel observed(Measurement measurement) {
    if (measurement.outputSize() != generator.outputSize()) {
      throw new IllegalArgumentException(
          "Inversion requires a measurement of "
              + generator.outputSize()
              + " outputs but received one of "
              + measurement.outputSize()
              + ".");
    }
    if (observed == null || !observed.observes(measurement)) {
      release();
      observed = new ObservedModel(generator, measurement, options.prior(), whole, fast);
    }
    return observed;
  }

  /** Engines may differentiate in binary32: what that leaves open is done again in Java. */
  private Sensitivity sensitivity(Measurement measurement, double[] code, Linearization at) {
    ObservedModel model = observed(measurement);
    Sensitivity first = new Sensitivity(model.measured(at, code.length), code.length);
    if (first.isClear()) {
      return first;
    }
    ForwardModel java = NetworkForwardModel.of(model.coreNetwork());
    Linearization exact = java.linearize(new double[][] {code})[0];
    return new Sensitivity(model.measuredJacobian(exact, code.length), code.length);
  }

  /** Deviation of the noise as estimated from the residual of a least squares fit. */
  private static double spread(Observation observation, double residual) {
    int freedom = Math.max(1, observation.data().length - 1);
    return Math.max(residual / Math.sqrt(freedom), observation.uncertainty());
  }

  private Diagnosis diagnose(
      Estimate estimate, double residual, double relative, Trust trust, Sensitivity sensitivity) {
    List<double[]> agreeing = new ArrayList<>();
    for (double[] rival : estimate.rivals()) {
      if (Distances.between(rival, estimate.code())
          <= SAME * Math.max(Distances.length(rival), 1)) {
        agreeing.add(rival);
      }
    }
    if (!estimate.solved()) {
      return agreeing.size() >= 2
          ? new Diagnosis.NotInRange(residual, relative, agreeing.size() + 1)
          : new Diagnosis.LocalMinimum(estimate.starts(), agreeing.size() + 1, estimate.costs());
    }
    if (!trust.locallyUnique()) {
      return new Diagnosis.NotUnique(sensitivity.kernel(), null);
    }
    return trust.condition() > HOPELESS
        ? new Diagnosis.IllConditioned(trust.condition(), trust.amplification())
        : new Diagnosis.Recovered(residual);
  }
}
