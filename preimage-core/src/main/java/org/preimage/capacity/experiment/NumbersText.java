package org.preimage.capacity.experiment;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Named numbers as a JSON object without blanks. The decimals are those of {@link Double#toString},
 * which read back as the same number.
 */
final class NumbersText {
  private static final Pattern ENTRY =
      Pattern.compile("\"([A-Za-z][A-Za-z0-9]*)\":(-?[0-9]+\\.[0-9]+(?:E-?[0-9]+)?)");

  private NumbersText() {}

  static String print(Map<String, Double> numbers) {
    return numbers.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /**
   * Reads what {@link #print} wrote.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  static SortedMap<String, Double> parse(String text) {
    TreeMap<String, Double> numbers = new TreeMap<>();
    Matcher matcher = ENTRY.matcher(text);
    int at = 0;
    while (matcher.find(at)) {
      numbers.put(matcher.group(1), Double.valueOf(matcher.group(2)));
      at = matcher.end();
    }
    if (!print(numbers).equals(text)) {
      throw new IllegalArgumentException(
          "Named numbers require a JSON object but received " + text + ".");
    }
    return numbers;
  }
}
