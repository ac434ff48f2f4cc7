package org.preimage.onnx;

import java.util.Arrays;
import java.util.StringTokenizer;
import org.preimage.certificate.Indices;

/** A matrix as text. */
final class CsvFormat {
  /** Digits, signs, a dot and an exponent: Java alone would also take "1f", "NaN" or "0x1p3". */
  private static final String NUMBER = "0123456789+-.eE";

  private CsvFormat() {}

  static NumberArray read(String text, ElementBudget budget) {
    double[] values = new double[64];
    int count = 0;
    int rows = 0;
    int number = 0;
    for (StringTokenizer lines = new StringTokenizer(text, "\n", true); lines.hasMoreTokens(); ) {
      String line = lines.nextToken();
      if (line.equals("\n")) {
        number++;
        continue;
      }
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      StringTokenizer entries = new StringTokenizer(line, ",; \t\r");
      int columns = rows == 0 ? 0 : count / rows;
      int before = count;
      while (entries.hasMoreTokens()) {
        budget.take(1);
        values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
        values[count++] = number(entries.nextToken(), number + 1);
      }
      if (rows++ > 0 && count - before != columns) {
        throw new IllegalArgumentException(
            "A matrix requires rows of one length but line "
                + (number + 1)
                + " has "
                + (count - before)
                + " entries instead of "
                + columns
                + ".");
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException("A matrix requires at least one number but has none.");
    }
    return NumberArray.owning(Indices.of(rows, count / rows), Arrays.copyOf(values, count));
  }

  private static double number(String entry, int line) {
    try {
      if (entry.chars().allMatch(c -> NUMBER.indexOf(c) >= 0)) {
        double value = Double.parseDouble(entry);
        if (Double.isFinite(value)) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      // Reported below together with entries of other characters.
    }
    throw new IllegalArgumentException(
        "A matrix requires finite numbers but line "
            + line
            + " has '"
            + (entry.length() > 40 ? entry.substring(0, 40) + "…" : entry)
            + "'.");
  }
}
