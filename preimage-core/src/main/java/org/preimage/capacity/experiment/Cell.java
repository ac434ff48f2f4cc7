package org.preimage.capacity.experiment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes that all trials of one kind share, written {@code 2x8x12} for 2 inputs and layers of 8
 * and 12 rows, and {@code 2x8x12@6} where only 6 of the 12 outputs are observed.
 *
 * @param inputs n
 * @param widths rows of each layer, first layer first; empty where the experiment finds them
 * @param observed number of outputs seen, at most those of the last layer; 0 where the experiment
 *     observes none
 */
public record Cell(int inputs, List<Integer> widths, int observed) implements Serializable {
  private static final int MOST = 1_000_000;

  /** Checks the sizes. */
  public Cell {
    widths = List.copyOf(widths);
    requireSize(inputs);
    widths.forEach(Cell::requireSize);
    int outputs = widths.isEmpty() ? 0 : widths.get(widths.size() - 1);
    if (observed < 0 || observed > outputs) {
      throw new IllegalArgumentException(
          "A cell requires from 0 to %d observed outputs but received %d."
              .formatted(outputs, observed));
    }
  }

  private static void requireSize(int size) {
    if (size < 1 || size > MOST) {
      throw new IllegalArgumentException(
          "A cell requires sizes from 1 to %d but received %d.".formatted(MOST, size));
    }
  }

  /** Layers of these widths on n inputs. */
  public static Cell of(int inputs, int... widths) {
    return new Cell(inputs, java.util.Arrays.stream(widths).boxed().toList(), 0);
  }

  /**
   * One layer with m = αn rows, rounded to the nearest whole number.
   *
   * @param alpha expansivity, positive
   */
  public static Cell atExpansivity(int inputs, double alpha) {
    return of(inputs, (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(alpha * inputs))));
  }

  /**
   * The same layers with a share of the outputs observed, rounded to a whole number of at least
   * one.
   *
   * @param rate above 0, at most 1
   */
  public Cell observedAt(double rate) {
    if (!(rate > 0 && rate <= 1) || widths.isEmpty()) {
      throw new IllegalArgumentException(
          "Observing a part of the outputs requires layers and a rate above 0 and at most 1 but"
              + " received %s and %s.".formatted(this, rate));
    }
    return observing((int) Math.max(1, Math.round(rate * rows())));
  }

  /** The same layers with another number of outputs observed. */
  public Cell observing(int outputs) {
    return new Cell(inputs, widths, outputs);
  }

  /** The same layers with nothing observed. */
  public Cell unobserved() {
    return observing(0);
  }

  /**
   * Reads {@code 2x8x12} or {@code 2x8x12@6}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Cell parse(String text) {
    List<Integer> sizes = new ArrayList<>();
    for (String part : text.split("[x@]", -1)) {
      if (!part.matches("[1-9][0-9]{0,8}")) {
        throw malformed(text);
      }
      sizes.add(Integer.parseInt(part));
    }
    int at = text.indexOf('@');
    if (at < 0) {
      return new Cell(sizes.get(0), sizes.subList(1, sizes.size()), 0);
    }
    if (text.indexOf('x', at) >= 0 || text.lastIndexOf('@') > at) {
      throw malformed(text);
    }
    int last = sizes.size() - 1;
    return new Cell(sizes.get(0), sizes.subList(1, last), sizes.get(last));
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "A cell requires sizes joined by x, such as 2x8, or 2x8@6 with 6 observed outputs, but"
            + " received \"%s\".".formatted(text));
  }

  /** Rows of the only or last layer. */
  public int rows() {
    return widths.get(widths.size() - 1);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(inputs);
    widths.forEach(width -> text.append('x').append(width));
    return observed == 0 ? text.toString() : text.append('@').append(observed).toString();
  }
}
