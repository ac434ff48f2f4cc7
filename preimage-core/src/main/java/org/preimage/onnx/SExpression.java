package org.preimage.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A parenthesised expression: an atom, or a list of expressions. */
final class SExpression {
  private static final int DEEPEST = 64;

  private final String atom;
  private final List<SExpression> parts;

  private SExpression(String atom, List<SExpression> parts) {
    this.atom = atom;
    this.parts = parts;
  }

  /** Empty for a list. */
  String atom() {
    return atom;
  }

  List<SExpression> parts() {
    return parts;
  }

  /** The first atom of a list; empty otherwise. */
  String head() {
    return parts.isEmpty() ? "" : parts.get(0).atom;
  }

  /** Whether this is an input such as X_0. */
  boolean isVariable() {
    return atom.matches("X_[0-9]+");
  }

  /** Whether some atom contains the text. */
  boolean mentions(String text) {
    return atom.contains(text) || parts.stream().anyMatch(p -> p.mentions(text));
  }

  /**
   * All expressions of a text; comments run from a semicolon to the end of the line.
   *
   * @throws IllegalArgumentException if parentheses do not match or nest too deeply
   */
  static List<SExpression> parse(String text) {
    Deque<List<SExpression>> open = new ArrayDeque<>();
    open.push(new ArrayList<>());
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c == ';') {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '(') {
        open.push(new ArrayList<>());
        requireShallow(open.size());
        i++;
      } else if (c == ')') {
        List<SExpression> done = open.pop();
        requireMatch(!open.isEmpty());
        open.element().add(new SExpression("", done));
        i++;
      } else {
        int end = endOfAtom(text, i);
        open.element().add(new SExpression(text.substring(i, end), List.of()));
        i = end;
      }
    }
    requireMatch(open.size() == 1);
    return open.pop();
  }

  private static int endOfAtom(String text, int start) {
    int end = start;
    while (end < text.length()
        && "(); \t\r\n".indexOf(text.charAt(end)) < 0
        && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static void requireShallow(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "A property requires at most " + DEEPEST + " nested parentheses.");
    }
  }

  private static void requireMatch(boolean match) {
    if (!match) {
      throw new IllegalArgumentException("A property requires matching parentheses.");
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text);
    return text.length() > 80 ? text.substring(0, 80) + "…" : text.toString();
  }

  private void append(StringBuilder text) {
    if (!atom.isEmpty()) {
      text.append(atom);
      return;
    }
    text.append('(');
    for (int i = 0; i < parts.size() && text.length() < 100; i++) {
      if (i > 0) {
        text.append(' ');
      }
      parts.get(i).append(text);
    }
    text.append(')');
  }
}
