package org.preimage.inversion;

import java.util.Optional;
import org.preimage.certify.SameImage;

/**
 * Two codes whose observed outputs agree up to rounding, or up to the noise of noisy data: a
 * candidate for an exact pair, which {@link #proof} looks for.
 *
 * @param kind how the codes are related
 * @param first the recovered code, or one end of its family
 * @param other the other code
 * @param distance ‖first − other‖
 * @param gap ‖A G(first) − A G(other)‖
 */
@SuppressWarnings("ArrayRecordComponent")
public record SecondCode(Kind kind, double[] first, double[] other, double distance, double gap) {
  /** How two codes with one observed output are related. */
  public enum Kind {
    /** A curve of codes with the same observed output leads from one to the other. */
    FAMILY,
    /** Each is the only one nearby; a search from other starts found the second. */
    DISTANT
  }

  public SecondCode {
    first = first.clone();
    other = other.clone();
  }

  @Override
  public double[] first() {
    return first.clone();
  }

  @Override
  public double[] other() {
    return other.clone();
  }

  /**
   * A certificate that some code in the linear cell of {@link #other} has exactly the observed
   * output of {@link #first}.
   *
   * @return empty where the exact checker has accepted none: the pair stays a candidate
   */
  public Optional<SameImage> proof(Generator generator, Measurement measurement) {
    return Evidence.inCellOf(generator, measurement, first, other);
  }
}
