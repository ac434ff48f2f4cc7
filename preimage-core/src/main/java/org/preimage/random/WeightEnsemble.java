package org.preimage.random;

/** Laws of random m × n matrices. */
public enum WeightEnsemble {
  /** Independent standard normal entries. */
  GAUSSIAN {
    @Override
    double entry(RandomNumbers numbers) {
      return numbers.nextGaussian();
    }
  },
  /** Independent entries, uniform on [−√3, √3), which have variance 1. */
  UNIFORM {
    @Override
    double entry(RandomNumbers numbers) {
      return Math.sqrt(3) * (2 * numbers.nextDouble() - 1);
    }
  },
  /** Independent entries +1 or −1 with equal probability. */
  SIGNS {
    @Override
    double entry(RandomNumbers numbers) {
      return numbers.nextLong() < 0 ? -1 : 1;
    }
  },
  /**
   * Independent entries, uniform on [0, 1): the mean is not zero, the counterexample of Ma, Ayaz,
   * Karaman 2018, Fig. 4(d).
   */
  POSITIVE {
    @Override
    double entry(RandomNumbers numbers) {
      return numbers.nextDouble();
    }
  },
  /**
   * Haar distributed: orthonormal rows when m ≤ n, orthonormal columns when m ≥ n (the Q factor of
   * a Gaussian matrix), up to rounding.
   */
  ORTHOGONAL {
    @Override
    double entry(RandomNumbers numbers) {
      return numbers.nextGaussian();
    }

    @Override
    public double[] draw(int rows, int columns, RandomNumbers numbers) {
      double[] gaussian = super.draw(rows, columns, numbers);
      if (rows <= columns) {
        GramSchmidt.orthonormalizeRows(gaussian, rows, columns);
        return gaussian;
      }
      GramSchmidt.orthonormalizeRows(gaussian, columns, rows);
      return GramSchmidt.transpose(gaussian, columns, rows);
    }
  };

  abstract double entry(RandomNumbers numbers);

  /**
   * Draws a matrix. Takes its numbers from the generator row by row.
   *
   * @param rows m ≥ 1
   * @param columns n ≥ 1
   * @return m · n entries, row-major
   * @throws IllegalArgumentException if a size is not positive
   * @throws ArithmeticException if m · n does not fit an array
   */
  public double[] draw(int rows, int columns, RandomNumbers numbers) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "A matrix requires positive sizes but received %d × %d.".formatted(rows, columns));
    }
    double[] entries = new double[Math.multiplyExact(rows, columns)];
    for (int k = 0; k < entries.length; k++) {
      entries[k] = entry(numbers);
    }
    return entries;
  }
}
