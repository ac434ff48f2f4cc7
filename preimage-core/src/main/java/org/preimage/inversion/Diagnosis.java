package org.preimage.inversion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an inversion came to. Judged in floating point: a proposal that exact certificates may
 * confirm.
 */
public sealed interface Diagnosis {
  /** One sentence for a reader. */
  String sentence();

  /**
   * The observation is met, and no other code close to the one found meets it.
   *
   * @param distance ‖A G(ẑ) − y‖
   */
  record Recovered(double distance) implements Diagnosis {
    @Override
    public String sentence() {
      return "Recovered: the output is met, and to first order, in floating point, the data determine the code.";
    }
  }

  /**
   * The observation is met, but by other codes too.
   *
   * @param kernel orthonormal directions along which the observed outputs do not change to first
   *     order; empty if there are none and a second code far away has the same outputs
   * @param other a second code that meets the observation, if one was looked for and found
   */
  @SuppressWarnings("ArrayRecordComponent")
  record NotUnique(List<double[]> kernel, double @Nullable [] other) implements Diagnosis {
    public NotUnique {
      kernel = List.copyOf(kernel);
    }

    @Override
    public String sentence() {
      return kernel.isEmpty()
          ? "Not unique: a second code far away meets the data too."
          : "Not unique: the code can move in "
              + kernel.size()
              + (kernel.size() == 1 ? " direction" : " directions")
              + " without changing the observed output, to first order and in floating point.";
    }
  }

  /**
   * The observation is met and the code locally unique, but errors of the data are magnified so
   * much that the code means little.
   *
   * @param condition largest over smallest singular value of the observed Jacobian
   * @param amplification of noise: 1 over the smallest singular value
   */
  record IllConditioned(double condition, double amplification) implements Diagnosis {
    @Override
    public String sentence() {
      return "Ill conditioned: an error in the data can be %.1e times as large in the code."
          .formatted(amplification);
    }
  }

  /**
   * Several starts agree on a best code, and its output is not the one observed.
   *
   * @param distance ‖A G(ẑ) − y‖
   * @param relative the distance over ‖y‖
   * @param agreeing starts that ended at this code
   */
  record NotInRange(double distance, double relative, int agreeing) implements Diagnosis {
    @Override
    public String sentence() {
      return "Not in range: the closest output found, by %d starts, is %.1e away (%.1e of the data)."
          .formatted(agreeing, distance, relative);
    }
  }

  /**
   * No start met the observation and no two ended at the same best code.
   *
   * @param starts how many ended
   * @param agreeing how many of them at the best code
   * @param costs where they ended, relative to predicting nothing, best first
   */
  @SuppressWarnings("ArrayRecordComponent")
  record LocalMinimum(int starts, int agreeing, double[] costs) implements Diagnosis {
    @Override
    public String sentence() {
      return ("Local minimum: %d starts ended without meeting the data."
              + " Maybe allow more restarts or observe more outputs.")
          .formatted(starts);
    }
  }
}
