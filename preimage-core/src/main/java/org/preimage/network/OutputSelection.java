package org.preimage.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/**
 * A network seen through some of its output values only: again a network, so whatever can be asked
 * of networks can be asked of it. "Does this mask tell inputs apart?" asks whether it is injective.
 *
 * <p>The nodes stay those of the model, with a selection on top, so that certificates can be
 * compared with the model file; {@link Network#restrictedTo} writes down only what is needed, which
 * evaluates faster.
 */
public final class OutputSelection {
  private OutputSelection() {}

  /**
   * The network observed at the listed output values, in that order.
   *
   * @param places in the concatenation of all outputs, each at most once
   * @throws IllegalArgumentException if none is listed, or one twice or beyond the outputs
   */
  public static Network of(Network network, int[] places) {
    requireDistinct(places, network.outputSize());
    Subject whole = network.subject();
    List<Node> nodes = new ArrayList<>(whole.nodes());
    nodes.add(new Node.Select(whole.outputs(), Indices.of(places)));
    Indices shape = Indices.of(places.length);
    String seen = places.length + " of the " + network.outputSize() + " output values";
    return new Network(
        network.name(),
        network.digest(),
        new Subject(nodes, Indices.of(nodes.size() - 1)),
        network.inputs(),
        List.of(new TensorInfo("observed", shape)),
        with(network.labels(), "Observation of " + seen),
        with(network.shapes(), shape),
        with(network.assumptions(), "Only " + seen + " of the model are observed."),
        network.functions());
  }

  private static void requireDistinct(int[] places, int outputs) {
    BitSet seen = new BitSet(outputs);
    for (int place : places) {
      if (place < 0 || place >= outputs || seen.get(place)) {
        throw new IllegalArgumentException(
            "A selection requires distinct output values below "
                + outputs
                + " but received "
                + place
                + (place >= 0 && place < outputs ? " twice." : "."));
      }
      seen.set(place);
    }
    if (places.length == 0) {
      throw new IllegalArgumentException(
          "A selection requires at least one output value but received none.");
    }
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
