package org.preimage.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Indices;

/** A part of the case distinction in the tree of parts; guarded by the search that owns it. */
final class Part {
  /** Numbers of the parts on the way here, so that a part has the same name in every run. */
  final String name;

  /** Where it starts; absent once it is searched or read from a file. */
  @Nullable Opening opening;

  @Nullable FinishedPart finished;
  private final List<Part> below = new ArrayList<>();

  Part(String name, @Nullable Opening opening) {
    this.name = name;
    this.opening = opening;
  }

  /** Sets what the search found; parts left open become parts below. */
  void finish(FinishedPart result, List<Opening> open) {
    finished = result;
    opening = null;
    for (int k = 0; k < result.open(); k++) {
      below.add(new Part(name + "." + k, open.isEmpty() ? null : open.get(k)));
    }
  }

  List<Part> below() {
    return below;
  }

  /** Takes over results if they cover this part and everything below it. */
  boolean restore(Map<String, FinishedPart> results) {
    FinishedPart result = results.get(name);
    if (result == null) {
      return false;
    }
    List<Part> restored = new ArrayList<>();
    for (int k = 0; k < result.open(); k++) {
      Part part = new Part(name + "." + k, null);
      if (!part.restore(results)) {
        return false;
      }
      restored.add(part);
    }
    below.addAll(restored);
    finished = result;
    opening = null;
    return true;
  }

  /** Visits finished parts in preorder. */
  void forEachFinished(Consumer<Part> visitor) {
    if (finished != null) {
      visitor.accept(this);
      below.forEach(part -> part.forEachFinished(visitor));
    }
  }

  /** Joins the steps of all parts, which must be finished; each circuit is listed once. */
  CountProof.Tree join() {
    Map<Indices, Integer> numbers = new HashMap<>();
    List<Indices> simplices = new ArrayList<>();
    List<int[]> steps = new ArrayList<>();
    forEachFinished(part -> steps.add(renumber(part.finished, numbers, simplices)));
    int[] all = new int[steps.stream().mapToInt(s -> s.length).sum()];
    int at = 0;
    for (int[] piece : steps) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return new CountProof.Tree(List.of(), simplices, Indices.of(all));
  }

  private static int[] renumber(
      @Nullable FinishedPart part, Map<Indices, Integer> numbers, List<Indices> simplices) {
    if (part == null) {
      return new int[0];
    }
    int[] steps = Arrays.copyOf(part.steps(), part.steps().length);
    int next = 0;
    while (next < steps.length) {
      int covers = -1 - steps[next++];
      if (covers > 0) {
        int end = next + 1 + 2 * covers;
        for (int at = next + 1; at < end; at += 2) {
          Indices simplex = Indices.of(part.simplices().get(steps[at]));
          Integer known = numbers.putIfAbsent(simplex, simplices.size());
          if (known == null) {
            simplices.add(simplex);
          }
          steps[at] = known == null ? simplices.size() - 1 : known;
        }
        next = end;
      }
    }
    return steps;
  }
}
