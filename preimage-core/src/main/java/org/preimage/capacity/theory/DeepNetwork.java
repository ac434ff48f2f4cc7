package org.preimage.capacity.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Capacity of the last of l Gaussian layers z_i = A_i relu(z_{i−1}): the least α_l = n_l/n for
 * which at least κn entries of z_l are positive for every input, as the input dimension n grows.
 * The definitions, κ = 1 and κ = 2, are this project's reading of "weak" and "strong" injectivity;
 * the published tables of arXiv 2412.19677 could not be read, and nothing here is a copy of them.
 */
public final class DeepNetwork {
  /** What every layer must keep active. */
  public enum Notion {
    /** κ = 1 in all layers: necessary, or the network is constant along a line somewhere. */
    LOCAL(1, "n active rows in every layer: necessary for injectivity"),

    /** κ = 1 in the first layer and 2 in the others: sufficient. */
    PAIRS(2, "n active rows in the first layer, 2n in all others: sufficient for injectivity");

    private final double kappa;
    private final String text;

    Notion(double kappa, String text) {
      this.kappa = kappa;
      this.text = text;
    }

    /** Active rows per input required of layers after the first. */
    public double kappa() {
      return kappa;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  /** How far the comparison is lifted. */
  public enum Duality {
    /** Gordon's comparison of expectations. */
    PLAIN("plain duality", Rigor.DERIVED_BOUND),

    /** Of exponential moments, all overlaps zero. */
    PARTIAL("partially lifted", Rigor.DERIVED_BOUND),

    /** One free overlap for each vector: stationary, and no bound. */
    FULL("full second level", Rigor.STATIONARY_VALUE);

    private final String text;
    private final Rigor rigor;

    Duality(String text, Rigor rigor) {
      this.text = text;
      this.rigor = rigor;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  private final Duality duality;
  private final Notion notion;

  private DeepNetwork(Duality duality, Notion notion) {
    this.duality = duality;
    this.notion = notion;
  }

  /** Networks judged in this way. */
  public static DeepNetwork of(Duality duality, Notion notion) {
    return new DeepNetwork(duality, notion);
  }

  /**
   * Layers 1 … l, each with the least α after the ones before it.
   *
   * @param layers l ≥ 1
   */
  public List<TheoryValue> chain(int layers) {
    return after(layers, new double[0]);
  }

  /**
   * Layers h + 1 … l after h hidden layers of given width, each with the least α.
   *
   * @param layers l, more than there are widths
   * @param hidden α_1 … α_h, positive
   */
  public List<TheoryValue> after(int layers, double[] hidden) {
    if (layers <= hidden.length || Arrays.stream(hidden).anyMatch(a -> !(a > 0))) {
      throw new IllegalArgumentException(
          "a network requires more layers than hidden widths, all positive, but received %d and %s."
              .formatted(layers, Arrays.toString(hidden)));
    }
    return duality == Duality.FULL ? secondLevel(layers, hidden) : bounds(layers, hidden);
  }

  private List<TheoryValue> bounds(int layers, double[] hidden) {
    List<TheoryValue> values = new ArrayList<>();
    double[] widths = hidden;
    for (int l = hidden.length + 1; l <= layers; l++) {
      double kappa = l == 1 ? 1 : notion.kappa();
      double alpha =
          duality == Duality.PLAIN
              ? ReplicaSymmetric.capacity(kappa, PlainDuality.squaredWidth(widths))
              : PartialLifting.capacity(kappa, widths);
      values.add(value(l, alpha, duality == Duality.PLAIN ? 1e-9 : 3e-8));
      widths = Arrays.copyOf(widths, l);
      widths[l - 1] = alpha;
    }
    return values;
  }

  private List<TheoryValue> secondLevel(int layers, double[] hidden) {
    List<TheoryValue> values = new ArrayList<>();
    SecondLevelLifting lifting = SecondLevelLifting.oneLayer(notion.kappa());
    double[] widths = Arrays.copyOf(hidden, Math.max(1, layers));
    if (hidden.length == 0) {
      widths[0] = notion == Notion.LOCAL ? lifting.alpha() : SecondLevelLifting.oneLayer(1).alpha();
      values.add(value(1, widths[0], lifting.accuracy()));
    }
    for (int l = 2; l <= layers; l++) {
      lifting = lifting.deeper(widths[l - 2]);
      if (l > hidden.length) {
        widths[l - 1] = lifting.alpha();
        values.add(value(l, lifting.alpha(), lifting.accuracy()));
      }
    }
    return values;
  }

  private Meaning meaning(int layer) {
    if (duality == Duality.FULL) {
      return Meaning.THRESHOLD;
    }
    return layer == 1 ? Meaning.HOLDS_ABOVE : Meaning.ACTIVE_ABOVE;
  }

  private TheoryValue value(int layer, double alpha, double accuracy) {
    return new TheoryValue(
        "%s-%d-layer-%d"
            .formatted(duality.name().toLowerCase(Locale.ROOT), (int) notion.kappa(), layer),
        alpha,
        "layer %d, %s, κ = %d"
            .formatted(layer, duality.text(), layer == 1 ? 1 : (int) notion.kappa()),
        meaning(layer),
        duality.rigor,
        "docs/capacity.md",
        accuracy);
  }
}
