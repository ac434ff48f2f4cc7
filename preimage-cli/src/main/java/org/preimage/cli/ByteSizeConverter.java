package org.preimage.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads 500m, 2g, 64k; a number alone is bytes, units are powers of 1024. */
final class ByteSizeConverter implements ITypeConverter<Long> {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})([kmgt])?b?");

  @Override
  public Long convert(String text) {
    Matcher matcher = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw unreadable(text);
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    try {
      long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), bytesOf(unit));
      if (bytes > 0) {
        return bytes;
      }
    } catch (ArithmeticException e) {
      // Beyond any memory.
    }
    throw unreadable(text);
  }

  private static long bytesOf(String unit) {
    return switch (unit) {
      case "k" -> 1L << 10;
      case "m" -> 1L << 20;
      case "g" -> 1L << 30;
      case "t" -> 1L << 40;
      default -> 1;
    };
  }

  private static TypeConversionException unreadable(String text) {
    return new TypeConversionException(
        "a size requires a positive number of bytes and perhaps a unit but received '"
            + text
            + "'.\nMaybe one of 500m, 2g.");
  }
}
