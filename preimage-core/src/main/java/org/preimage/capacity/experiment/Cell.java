package org.preimage.capacity.experiment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes that all trials of one kind share, written {@code 2x8x12} for 2 inputs and layers of 8
 * and 12 rows.
 *
 * @param inputs n
 * @param widths rows of each layer, first layer first; empty where the experiment finds them
 */
public record Cell(int inputs, List<Integer> widths) implements Serializable {
  private static final int MOST = 1_000_000;

  /** Checks the sizes. */
  public Cell {
    widths = List.copyOf(widths);
    requireSize(inputs);
    widths.forEach(Cell::requireSize);
  }

  private static void requireSize(int size) {
    if (size < 1 || size > MOST) {
      throw new IllegalArgumentException(
          "A cell requires sizes from 1 to %d but received %d.".formatted(MOST, size));
    }
  }

  /** Layers of these widths on n inputs. */
  public static Cell of(int inputs, int... widths) {
    return new Cell(inputs, java.util.Arrays.stream(widths).boxed().toList());
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
   * Reads {@code 2x8x12}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Cell parse(String text) {
    List<Integer> sizes = new ArrayList<>();
    for (String part : text.split("x", -1)) {
      if (!part.matches("[1-9][0-9]{0,8}")) {
        throw new IllegalArgumentException(
            "A cell requires sizes joined by x, such as 2x8, but received \"%s\".".formatted(text));
      }
      sizes.add(Integer.parseInt(part));
    }
    return new Cell(sizes.get(0), sizes.subList(1, sizes.size()));
  }

  /** Rows of the only or last layer. */
  public int rows() {
    return widths.get(widths.size() - 1);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(inputs);
    widths.forEach(width -> text.append('x').append(width));
    return text.toString();
  }
}
