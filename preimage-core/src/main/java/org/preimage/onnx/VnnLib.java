package org.preimage.onnx;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;

/** Reads the input box of a VNN-LIB property file. */
public final class VnnLib {
  private final String file;
  private final double[] lower;
  private final double[] upper;

  private VnnLib(String file, int n) {
    this.file = file;
    this.lower = new double[n];
    this.upper = new double[n];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
  }

  /**
   * The box of the bounds on X_0 … X_{n−1}; bounds are rounded to the nearest binary64 numbers, of
   * several bounds on one side the tightest counts, and constraints on outputs are ignored.
   *
   * @param n number of input coordinates of the network
   * @throws ModelFileException if the file is malformed, an input has no lower or upper bound or an
   *     empty interior, or the inputs are constrained by more than one box
   */
  public static Domain.Box readInputBox(Path path, int n) {
    if (n <= 0) {
      throw new IllegalArgumentException(
          "A property requires a positive number of inputs but received " + n + ".");
    }
    VnnLib box = new VnnLib(InputFile.name(path), n);
    String text = new String(InputFile.read(path), StandardCharsets.UTF_8);
    try {
      for (SExpression command : SExpression.parse(text)) {
        box.command(command);
      }
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(box.file + ": " + e.getMessage(), e);
    }
    return box.toDomain();
  }

  private Domain.Box toDomain() {
    for (int j = 0; j < lower.length; j++) {
      if (Double.isInfinite(lower[j]) || Double.isInfinite(upper[j]) || !(lower[j] < upper[j])) {
        throw new ModelFileException(
            file
                + ": A box requires a lower bound below an upper one for each of "
                + lower.length
                + " inputs but X_"
                + j
                + " has ["
                + lower[j]
                + ", "
                + upper[j]
                + "].\nMaybe the property belongs to another network, or fixes an input.");
      }
    }
    return new Domain.Box(Ends.of(lower), Ends.of(upper));
  }

  private void command(SExpression command) {
    List<SExpression> parts = command.parts();
    String head = command.head();
    if (head.equals("assert") && parts.size() == 2) {
      constraint(parts.get(1));
    } else if (!head.startsWith("declare-") && !head.startsWith("set-")) {
      throw new IllegalArgumentException(
          "A property requires declarations and assertions but received " + command + ".");
    }
  }

  private void constraint(SExpression e) {
    if (!e.mentions("X_")) {
      return;
    }
    boolean single = e.head().equals("or") && e.parts().size() == 2;
    switch (single ? "and" : e.head()) {
      case "and" -> e.parts().subList(1, e.parts().size()).forEach(this::constraint);
      case "<=" -> ordered(e, 1, 2);
      case ">=" -> ordered(e, 2, 1);
      default ->
          throw new IllegalArgumentException(
              "An input box requires bounds joined by 'and' but received "
                  + e
                  + ".\nMaybe split the property into one file a box.");
    }
  }

  /** part[small] ≤ part[large]. */
  private void ordered(SExpression e, int small, int large) {
    if (e.parts().size() != 3) {
      throw new IllegalArgumentException("A bound requires two sides but received " + e + ".");
    }
    SExpression a = e.parts().get(small);
    SExpression b = e.parts().get(large);
    if (a.isVariable() && !b.mentions("_")) {
      int j = input(a);
      upper[j] = Math.min(upper[j], number(b));
    } else if (b.isVariable() && !a.mentions("_")) {
      int j = input(b);
      lower[j] = Math.max(lower[j], number(a));
    } else {
      throw new IllegalArgumentException(
          "An input bound requires one input and one number but received " + e + ".");
    }
  }

  private int input(SExpression variable) {
    String digits = variable.atom().substring(2);
    if (digits.length() > 9 || Integer.parseInt(digits) >= lower.length) {
      throw new IllegalArgumentException(
          "The network has " + lower.length + " inputs but the property bounds " + variable + ".");
    }
    return Integer.parseInt(digits);
  }

  private static double number(SExpression e) {
    if (e.head().equals("-") && e.parts().size() == 2) {
      return -number(e.parts().get(1));
    }
    String text = e.atom().toLowerCase(Locale.ROOT);
    if (!text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(e[+-]?[0-9]+)?")) {
      throw new IllegalArgumentException(
          "A bound requires a decimal number but received " + e + ".");
    }
    return Double.parseDouble(text);
  }
}
