package org.preimage.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads 500ms, 60s, 2m, 1h; a number alone is seconds. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)?");

  @Override
  public Duration convert(String text) {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw unreadable(text);
    }
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    double seconds = Double.parseDouble(matcher.group(1)) * secondsOf(unit);
    Duration duration = Duration.ofNanos(Math.round(seconds * 1e9));
    if (duration.isZero()) {
      throw unreadable(text);
    }
    return duration;
  }

  private static double secondsOf(String unit) {
    return switch (unit) {
      case "ms" -> 1e-3;
      case "m" -> 60;
      case "h" -> 3600;
      default -> 1;
    };
  }

  private static TypeConversionException unreadable(String text) {
    return new TypeConversionException(
        "a time requires a positive number and a unit but received '"
            + text
            + "'.\nMaybe one of 500ms, 60s, 2m, 1h.");
  }
}
