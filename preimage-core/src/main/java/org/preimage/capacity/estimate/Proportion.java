package org.preimage.capacity.estimate;

import org.apache.commons.numbers.gamma.InverseErf;

/**
 * A number of successes in independent trials.
 *
 * @param successes from 0 to {@code trials}
 */
public record Proportion(long successes, long trials) {
  /** Checks the range. */
  public Proportion {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "A proportion requires 0 ≤ successes ≤ trials but received %d of %d."
              .formatted(successes, trials));
    }
  }

  /** Share of successes; NaN without trials. */
  public double estimate() {
    return (double) successes / trials;
  }

  /**
   * Wilson's score interval (1927): its mean coverage is near the confidence, also for few trials.
   *
   * @param confidence such as 0.95
   */
  public Interval wilson(double confidence) {
    if (trials == 0) {
      return new Interval(0, 1);
    }
    double z = Math.sqrt(2) * InverseErf.value(confidence);
    double n = trials;
    double middle = successes + z * z / 2;
    double reach = z * Math.sqrt(successes * (n - successes) / n + z * z / 4);
    return new Interval(
        successes == 0 ? 0 : (middle - reach) / (n + z * z),
        successes == trials ? 1 : (middle + reach) / (n + z * z));
  }

  /**
   * The interval of Clopper and Pearson (1934): its coverage is never below the confidence.
   *
   * @param confidence such as 0.95
   */
  public Interval clopperPearson(double confidence) {
    double tail = (1 - confidence) / 2;
    double lower =
        successes == 0 ? 0 : Beta.quantile((double) successes, trials - successes + 1.0, tail);
    double upper =
        successes == trials
            ? 1
            : Beta.quantile(successes + 1.0, (double) (trials - successes), 1 - tail);
    return new Interval(lower, upper);
  }

  /** Standard error of the share if the probability is {@code p}. */
  public double standardError(double p) {
    return Math.sqrt(p * (1 - p) / trials);
  }
}
