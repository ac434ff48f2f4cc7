package org.preimage.cli;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What a mistyped word may have meant. */
final class Suggestions {
  private Suggestions() {}

  /** The option or command with the fewest letters changed, if few enough. */
  static Optional<String> of(String word, CommandLine command) {
    String typed = word.replaceFirst("=.*", "");
    int tolerance = typed.length() < 4 ? 1 : Math.max(2, typed.length() / 3);
    return Stream.concat(
            command.getCommandSpec().optionsMap().keySet().stream(),
            command.getSubcommands().keySet().stream())
        .filter(name -> edits(typed, name) <= tolerance)
        .min(Comparator.comparingInt(name -> edits(typed, name)));
  }

  /** Letters to insert, delete or replace (Levenshtein). */
  static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
