package org.preimage.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Measurements as medians and ratios to our time for counting active rows, in Markdown. */
final class PeerTable {
  private final List<Measurement> all = new ArrayList<>();
  private final Map<PeerOptions.Size, List<Double>> cold = new LinkedHashMap<>();
  private final double limit;

  PeerTable(double limit) {
    this.limit = limit;
  }

  void add(Measurement measurement) {
    all.add(measurement);
  }

  void addCold(PeerOptions.Size size, double seconds) {
    cold.computeIfAbsent(size, ignored -> new ArrayList<>()).add(seconds);
  }

  /** Whether our certificates say so about every layer of a size. */
  boolean isProvedInjective(PeerOptions.Size size) {
    List<Finding> ours =
        all.stream()
            .filter(m -> m.peer().equals(CertifiedDecision.NAME) && m.size().equals(size))
            .map(Measurement::finding)
            .toList();
    return !ours.isEmpty()
        && ours.stream().allMatch(f -> f.certified() && f.answer() == Answer.INJECTIVE);
  }

  /** Pairs of definite answers that differ, one line each. */
  List<String> disagreements() {
    List<String> lines = new ArrayList<>();
    for (Measurement one : all) {
      for (Measurement other : all) {
        boolean sameLayer = one.size().equals(other.size()) && one.seed() == other.seed();
        if (sameLayer
            && one.finding().answer() == Answer.INJECTIVE
            && other.finding().answer() == Answer.NOT_INJECTIVE) {
          lines.add(
              String.format(
                  "DISAGREEMENT on %s, seed %d: %s says injective, %s says not injective",
                  one.size(), one.seed(), one.peer(), other.peer()));
        }
      }
    }
    return lines;
  }

  /**
   * The median seconds of a peer at a size; infinite when at least half of its answers are
   * undecided, nothing when it was not asked.
   */
  OptionalDouble median(String peer, PeerOptions.Size size) {
    double[] seconds =
        all.stream()
            .filter(m -> m.peer().equals(peer) && m.size().equals(size))
            .map(Measurement::finding)
            .mapToDouble(f -> f.answer().isDefinite() ? f.seconds() : Double.POSITIVE_INFINITY)
            .toArray();
    return median(seconds);
  }

  static OptionalDouble median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[sorted.length / 2]);
  }

  Set<String> peers() {
    return all.stream().map(Measurement::peer).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  String markdown() {
    Set<String> others = peers();
    others.remove(CertifiedDecision.NAME);
    StringBuilder text = new StringBuilder("| n, m | answers | first call | ours |");
    others.forEach(peer -> text.append(' ').append(peer).append(" |"));
    text.append("\n|---|---|---|---|").append("---|".repeat(others.size())).append('\n');
    Set<PeerOptions.Size> sizes =
        all.stream().map(Measurement::size).collect(Collectors.toCollection(LinkedHashSet::new));
    for (PeerOptions.Size size : sizes) {
      OptionalDouble ours = median(CertifiedDecision.NAME, size);
      OptionalDouble first =
          median(
              cold.getOrDefault(size, List.of()).stream().mapToDouble(Double::valueOf).toArray());
      text.append(
          String.format(
              "| %d, %d | %s | %s | **%s** |",
              size.n(), size.m(), answers(size), seconds(first), seconds(ours)));
      // The other programs are asked for a number of active rows, and so is this.
      OptionalDouble counting = median(CertifiedCount.NAME, size);
      OptionalDouble asAsked = counting.isPresent() ? counting : ours;
      for (String peer : others) {
        text.append(' ').append(cell(median(peer, size), asAsked)).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String answers(PeerOptions.Size size) {
    Map<Answer, Long> counts =
        all.stream()
            .filter(m -> m.peer().equals(CertifiedDecision.NAME) && m.size().equals(size))
            .collect(
                Collectors.groupingBy(
                    m -> m.finding().answer(),
                    () -> new EnumMap<>(Answer.class),
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().words())
        .collect(Collectors.joining(", "));
  }

  /** Seconds and how many times ours; a time beyond the limit gives a bound of the ratio. */
  private String cell(OptionalDouble theirs, OptionalDouble ours) {
    if (theirs.isEmpty() || ours.isEmpty() || Double.isInfinite(ours.getAsDouble())) {
      return seconds(theirs);
    }
    boolean late = Double.isInfinite(theirs.getAsDouble());
    double ratio = (late ? limit : theirs.getAsDouble()) / ours.getAsDouble();
    return seconds(theirs) + (late ? " (> " : " (") + digits(ratio) + " ×)";
  }

  private String seconds(OptionalDouble value) {
    if (value.isEmpty()) {
      return "–";
    }
    return Double.isInfinite(value.getAsDouble())
        ? "> " + digits(limit)
        : digits(value.getAsDouble());
  }

  /** Two digits, without an exponent where that can be read. */
  static String digits(double value) {
    if (value >= 10) {
      return String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', ' ');
    }
    int places = value == 0 ? 1 : Math.max(0, 1 - (int) Math.floor(Math.log10(value)));
    return String.format(Locale.ROOT, "%." + Math.min(places, 6) + "f", value);
  }
}
