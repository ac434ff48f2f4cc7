package org.preimage.cli;

import java.awt.Color;

/** Colours from dark to light whose brightness rises evenly, so that they also print in grey. */
final class ColourScale {
  /** Seven colours of our choice from dark blue over green to pale yellow. */
  private static final int[] KNOTS = {
    0x14123b, 0x2b3a7a, 0x2a6591, 0x2b8d8f, 0x57b27c, 0xa9d066, 0xf8eca2
  };

  private ColourScale() {}

  /** The colour of a share from 0 to 1; shares beyond are cut off. */
  static Color at(double share) {
    double place = Math.max(0, Math.min(1, share)) * (KNOTS.length - 1);
    int knot = Math.min(KNOTS.length - 2, (int) place);
    Color low = new Color(KNOTS[knot]);
    Color high = new Color(KNOTS[knot + 1]);
    double t = place - knot;
    return new Color(
        mixed(low.getRed(), high.getRed(), t),
        mixed(low.getGreen(), high.getGreen(), t),
        mixed(low.getBlue(), high.getBlue(), t));
  }

  private static int mixed(int a, int b, double t) {
    return (int) Math.round(a + t * (b - a));
  }
}
