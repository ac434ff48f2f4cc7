package org.preimage.benchmarks.peers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is compared.
 *
 * @param sizes of the Gaussian layers
 * @param seeds one layer each
 * @param limit seconds for one answer of one peer
 * @param warmUp seconds each peer may practise on other layers
 * @param without peers whose name contains one of these words are left out
 * @param folder where the results go
 */
record PeerOptions(
    List<Size> sizes,
    List<Long> seeds,
    double limit,
    double warmUp,
    List<String> without,
    Path folder) {

  /** n inputs, m rows. */
  record Size(int n, int m) {
    static Size parse(String text) {
      String[] parts = text.split("-", -1);
      return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Whether this one is no smaller in either number. */
    boolean covers(Size other) {
      return n >= other.n && m >= other.m;
    }

    @Override
    public String toString() {
      return "(" + n + ", " + m + ")";
    }
  }

  private static final Set<String> NAMES =
      Set.of("sizes", "seeds", "limit", "warmup", "without", "folder");

  private static final String SIZES =
      "2-16,3-24,4-32,5-40,6-48,7-56,8-64,10-80,6-60,6-72,8-80,8-96,12-120,20-80,20-100";

  /**
   * Reads {@code name=value} arguments; what is not named has its default.
   *
   * @throws IllegalArgumentException for other names
   */
  static PeerOptions parse(String... arguments) {
    Map<String, String> given = named(NAMES, arguments);
    return new PeerOptions(
        list(given.getOrDefault("sizes", SIZES)).stream().map(Size::parse).toList(),
        seeds(given),
        Double.parseDouble(given.getOrDefault("limit", "60")),
        Double.parseDouble(given.getOrDefault("warmup", "10")),
        list(given.getOrDefault("without", "")),
        Path.of(given.getOrDefault("folder", "benchmarks/plots")));
  }

  static Map<String, String> named(Set<String> names, String... arguments) {
    Map<String, String> given = new TreeMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length != 2 || !names.contains(parts[0])) {
        throw new IllegalArgumentException(
            "The comparison requires name=value with a name of "
                + names
                + " but received "
                + argument
                + ".");
      }
      given.put(parts[0], parts[1]);
    }
    return given;
  }

  static List<Long> seeds(Map<String, String> given) {
    return list(given.getOrDefault("seeds", "1,2,3,4,5")).stream().map(Long::valueOf).toList();
  }

  static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1)).filter(part -> !part.isEmpty()).toList();
  }
}
