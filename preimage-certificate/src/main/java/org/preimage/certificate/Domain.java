package org.preimage.certificate;

/** The convex set of inputs that a claim is about; it always has a non-empty interior. */
public sealed interface Domain {
  /** Number of input coordinates. */
  int size();

  /**
   * Product of intervals. Rⁿ and the orthant are boxes with infinite ends.
   *
   * @param lower lower ends, possibly −∞
   * @param upper upper ends, possibly +∞, each greater than its lower end
   */
  record Box(Ends lower, Ends upper) implements Domain {
    public Box {
      if (lower.size() != upper.size()) {
        throw new IllegalArgumentException(
            "A box requires as many lower as upper ends but received "
                + lower.size()
                + " and "
                + upper.size()
                + ".");
      }
      for (int j = 0; j < lower.size(); j++) {
        if (!(lower.get(j) < upper.get(j))) {
          throw new IllegalArgumentException(
              "A box requires lower < upper but coordinate "
                  + j
                  + " has ["
                  + lower.get(j)
                  + ", "
                  + upper.get(j)
                  + "].\nMaybe fix that input as a constant: an injectivity domain needs interior.");
        }
      }
    }

    @Override
    public int size() {
      return lower.size();
    }

    /** True when every end is infinite. */
    public boolean isWholeSpace() {
      for (int j = 0; j < size(); j++) {
        if (!Double.isInfinite(lower.get(j)) || !Double.isInfinite(upper.get(j))) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Closed Euclidean ball around the origin.
   *
   * @param size number of coordinates
   * @param radius positive and finite
   */
  record Ball(int size, double radius) implements Domain {
    public Ball {
      if (!(radius > 0) || Double.isInfinite(radius)) {
        throw new IllegalArgumentException(
            "A ball requires a positive finite radius but received " + radius + ".");
      }
    }
  }

  /** Rⁿ. */
  static Box wholeSpace(int size) {
    return new Box(
        Ends.all(size, Double.NEGATIVE_INFINITY), Ends.all(size, Double.POSITIVE_INFINITY));
  }

  /** The closed non-negative orthant. */
  static Box orthant(int size) {
    return new Box(Ends.all(size, 0), Ends.all(size, Double.POSITIVE_INFINITY));
  }
}
