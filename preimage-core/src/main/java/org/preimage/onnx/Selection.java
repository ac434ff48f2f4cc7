package org.preimage.onnx;

import java.util.List;
import java.util.stream.IntStream;

/** Index lists of the operators that only move values. */
final class Selection {
  private Selection() {}

  /**
   * The list of a selection that treats every axis by itself.
   *
   * @param maps for each axis, the input coordinate of every output coordinate, or −1 for zero
   */
  static int[] separable(Shape in, int[][] maps, ElementBudget budget) {
    int[] extents = new int[maps.length];
    for (int a = 0; a < maps.length; a++) {
      extents[a] = maps[a].length;
    }
    Shape out = Shape.of(extents);
    budget.take(out.size());
    int[] index = new int[out.size()];
    int repeat = out.size();
    int stride = in.size();
    for (int a = 0; a < maps.length && out.size() > 0; a++) {
      repeat /= extents[a];
      stride /= in.get(a);
      for (int j = 0; j < index.length; j++) {
        int coordinate = maps[a][j / repeat % extents[a]];
        index[j] = coordinate < 0 || index[j] < 0 ? -1 : index[j] + coordinate * stride;
      }
    }
    return index;
  }

  static Shape separableShape(int[][] maps) {
    return Shape.of(IntStream.range(0, maps.length).map(a -> maps[a].length).toArray());
  }

  /** 0 … n−1 on every axis: the starting point of a separable selection. */
  static int[][] identity(Shape shape, ElementBudget budget) {
    int[][] maps = new int[shape.rank()][];
    for (int a = 0; a < maps.length; a++) {
      budget.take(shape.get(a));
      maps[a] = IntStream.range(0, shape.get(a)).toArray();
    }
    return maps;
  }

  static int[] broadcast(Shape from, Shape to, ElementBudget budget) {
    if (from.rank() > to.rank()) {
      throw new IllegalArgumentException(
          "Broadcasting requires at most " + to.rank() + " axes but received " + from + ".");
    }
    Shape padded = from.padded(to.rank());
    int[][] maps = identity(to, budget);
    for (int a = 0; a < maps.length; a++) {
      if (padded.get(a) == 1) {
        maps[a] = new int[to.get(a)];
      } else if (padded.get(a) != to.get(a)) {
        throw new IllegalArgumentException(
            "Broadcasting requires equal extents or 1 but received " + from + " and " + to + ".");
      }
    }
    return separable(padded, maps, budget);
  }

  /** Output axis a is input axis permutation[a]. */
  static int[] transpose(Shape in, int[] permutation, ElementBudget budget) {
    budget.take(in.size());
    int[] strides = new int[in.rank()];
    int stride = 1;
    for (int a = in.rank() - 1; a >= 0; a--) {
      strides[a] = stride;
      stride *= in.get(a);
    }
    int[] index = new int[in.size()];
    for (int j = 0; j < index.length; j++) {
      int rest = j;
      for (int a = permutation.length - 1; a >= 0; a--) {
        int extent = in.get(permutation[a]);
        index[j] += rest % extent * strides[permutation[a]];
        rest /= extent;
      }
    }
    return index;
  }

  static Shape transposed(Shape in, int[] permutation) {
    return Shape.of(IntStream.of(permutation).map(in::get).toArray());
  }

  /** All constants in one vector. */
  static Tensor constants(List<Value> sources) {
    if (sources.size() == 1) {
      return (Tensor) sources.get(0);
    }
    boolean integers = sources.stream().allMatch(s -> ((Tensor) s).isInteger());
    int total = sources.stream().mapToInt(s -> s.shape().size()).reduce(0, Math::addExact);
    long[] whole = new long[integers ? total : 0];
    double[] real = new double[integers ? 0 : total];
    int at = 0;
    for (Value source : sources) {
      Tensor t = (Tensor) source;
      if (integers) {
        System.arraycopy(t.integers(), 0, whole, at, t.size());
      } else {
        System.arraycopy(t.reals(), 0, real, at, t.size());
      }
      at += t.size();
    }
    return integers ? Tensor.integer(Shape.of(total), whole) : Tensor.real(Shape.of(total), real);
  }
}
