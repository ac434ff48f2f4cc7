package org.preimage.cli;

import java.util.Arrays;
import java.util.Locale;

/**
 * How much noise is in the data.
 *
 * @param value a deviation, or a ratio in decibels
 * @param decibels which of the two
 */
record NoiseWord(double value, boolean decibels) {
  /**
   * Reads {@code 0.05} or {@code 10dB}.
   *
   * @throws CommandException if the word is neither
   */
  static NoiseWord of(String word) {
    boolean decibels = word.toLowerCase(Locale.ROOT).endsWith("db");
    double value;
    try {
      value = Double.parseDouble(decibels ? word.substring(0, word.length() - 2) : word);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value) || (!decibels && value < 0)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--noise requires a deviation such as 0.05 or a ratio such as 10dB but received %s."
              .formatted(word));
    }
    return new NoiseWord(value, decibels);
  }

  /** Whether the data are exact. */
  boolean none() {
    return !decibels && value == 0;
  }

  /**
   * Deviation of the noise in each entry.
   *
   * @param data of which the ratio is, as mean of squares
   */
  double deviation(double[] data) {
    if (!decibels) {
      return value;
    }
    double power = Arrays.stream(data).map(v -> v * v).average().orElse(0);
    return Math.sqrt(power * Math.pow(10, -value / 10));
  }

  @Override
  public String toString() {
    return decibels ? NumberText.shortest(value) + "dB" : NumberText.shortest(value);
  }
}
