package org.preimage.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.preimage.certificate.Indices;

/** Numbers for people, the same in every locale. */
final class NumberText {
  private static final int SHOWN = 10;

  private NumberText() {}

  /** 1 instead of 1.0; otherwise the shortest decimal that reads back as the same number. */
  static String shortest(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** About four digits. */
  static String brief(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  /** With this many digits after the point; infinities as symbols. */
  static String fixed(double value, int digits) {
    return Double.isInfinite(value)
        ? (value < 0 ? "−∞" : "∞")
        : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** The first coordinates and, when there are more, how many. */
  static String vector(double[] values) {
    String shown =
        IntStream.range(0, Math.min(SHOWN, values.length))
            .mapToObj(i -> brief(values[i]))
            .collect(Collectors.joining(", "));
    return values.length <= SHOWN
        ? "(" + shown + ")"
        : "(" + shown + ", … " + values.length + " numbers)";
  }

  /** 0.12 s, 3.4 s, 2 min 5 s, 1 h 3 min. */
  static String time(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, seconds < 1 ? "%.2f s" : "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? inUnits(whole / 60, "min", whole % 60, "s")
        : inUnits(whole / 3600, "h", whole % 3600 / 60, "min");
  }

  private static String inUnits(long large, String unit, long small, String subunit) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + subunit);
  }

  static String time(Duration duration) {
    return time(duration.toNanos() * 1e-9);
  }

  /** 64 × 7 × 7. */
  static String shape(Indices shape) {
    return shape.size() == 0
        ? "1"
        : IntStream.of(shape.toArray())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" × "));
  }

  /** 12,345. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** 1 layer, 2 layers. */
  static String counted(long count, String thing) {
    return count(count) + " " + thing + (count == 1 ? "" : "s");
  }
}
