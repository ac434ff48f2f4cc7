package org.preimage.cli;

import java.util.Arrays;
import org.preimage.certificate.Indices;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads lists of whole numbers written 2,5,11 or 8x8. */
final class ExtentsConverter implements ITypeConverter<Indices> {
  @Override
  public Indices convert(String text) {
    try {
      return Indices.of(
          Arrays.stream(text.split("[,x×]", -1))
              .map(String::strip)
              .mapToInt(Integer::parseInt)
              .toArray());
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "requires whole numbers such as 2,5,11 or 8x8 but received '" + text + "'");
    }
  }
}
