package org.preimage.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.network.Network;

/**
 * A network as a list of operations on batches, with derivatives in both directions: a pass of
 * values leaves a linear map at each node, and vectors are pushed forward or pulled back through
 * those. Up to the first node that is not linear, the tangents of the coordinates are the same at
 * every code and computed once.
 *
 * <p>Tensors belong to the caller's pointer scope. Immutable and safe for use by several threads.
 */
final class Program {
  private final Subject subject;
  private final @Nullable Operation[] operations;
  private final int[] readers;
  private final @Nullable Tensor[] shared;
  private final int latentSize;

  Program(Network network, Storage storage) {
    this.subject = network.subject();
    this.latentSize = network.inputSize();
    this.operations = Lowering.of(network, storage);
    this.readers = readers();
    this.shared = new Tensor[operations.length];
    pushShared(storage);
  }

  private int[] readers() {
    int[] readers = new int[operations.length];
    for (int k = 0; k < readers.length; k++) {
      if (operations[k] != null) {
        for (int source : sources(k)) {
          readers[source]++;
        }
      }
    }
    for (int output : subject.outputs().toArray()) {
      readers[output]++;
    }
    return readers;
  }

  private void pushShared(Storage storage) {
    Tensor identity = torch.eye(latentSize, new TensorOptions(storage.type())).unsqueeze(0);
    int from = 0;
    for (int k = 0; k < operations.length; k++) {
      Node node = subject.nodes().get(k);
      if (node instanceof Node.Input) {
        shared[k] = storage.keep(identity.narrow(2, from, node.size()).contiguous());
        from += node.size();
      } else if (operations[k] instanceof LinearOperation linear && areShared(k)) {
        shared[k] = storage.keep(linear.push(at(shared, k)));
      }
    }
  }

  private boolean areShared(int k) {
    return Arrays.stream(sources(k)).allMatch(s -> shared[s] != null);
  }

  private int[] sources(int k) {
    return subject.nodes().get(k).sources().toArray();
  }

  private List<Tensor> at(@Nullable Tensor[] tensors, int k) {
    List<Tensor> all = new ArrayList<>();
    for (int s : sources(k)) {
      all.add(Objects.requireNonNull(tensors[s]));
    }
    return all;
  }

  /** Values of every node that matters at codes × n coordinates. */
  @Nullable Tensor[] values(Tensor codes) {
    Tensor[] values = new Tensor[operations.length];
    int from = 0;
    for (int k = 0; k < values.length; k++) {
      Node node = subject.nodes().get(k);
      Operation operation = operations[k];
      if (node instanceof Node.Input) {
        values[k] = codes.narrow(1, from, node.size());
        from += node.size();
      } else if (operation != null) {
        values[k] = operation.value(at(values, k));
      }
    }
    return values;
  }

  /** The outputs, codes × m. */
  Tensor outputs(@Nullable Tensor[] values) {
    return joined(values, 1);
  }

  /** The derivatives at a pass of values; null where values are. */
  private @Nullable LinearMap[] derivatives(@Nullable Tensor[] values) {
    LinearMap[] maps = new LinearMap[operations.length];
    for (int k = 0; k < maps.length; k++) {
      Operation operation = operations[k];
      Tensor value = values[k];
      if (operation != null && value != null) {
        maps[k] = operation.derivative(at(values, k), value);
      }
    }
    return maps;
  }

  /** Transposed Jacobians, codes × n × m. */
  Tensor tangents(@Nullable Tensor[] values) {
    LinearMap[] maps = derivatives(values);
    Tensor[] tangents = shared.clone();
    int[] left = readers.clone();
    for (int k = 0; k < tangents.length; k++) {
      LinearMap map = maps[k];
      if (map == null) {
        continue;
      }
      if (tangents[k] == null) {
        tangents[k] = pushed(map, at(tangents, k));
      }
      for (int s : sources(k)) {
        if (--left[s] == 0 && shared[s] == null) {
          // Tangents are the large tensors: give the memory back while it is in the caches.
          PointerScope.getInnerScope().detach(tangents[s]);
        }
      }
    }
    Tensor all = joined(tangents, 2);
    long codes = codes(values);
    return all.size(0) == codes ? all : all.expand(codes, -1, -1);
  }

  private static Tensor pushed(LinearMap map, List<Tensor> sources) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope inner = new PointerScope()) {
      Tensor result = map.push(sources);
      // In this order, so that there is always a scope that owns it.
      outer.attach(result);
      inner.detach(result);
      return result;
    }
  }

  /**
   * Gradients of the sum of outputs weighted by each cotangent.
   *
   * @param cotangents codes × vectors × m
   * @return codes × vectors × n
   */
  Tensor cotangents(@Nullable Tensor[] values, Tensor cotangents) {
    LinearMap[] maps = derivatives(values);
    Tensor[] at = new Tensor[maps.length];
    int from = 0;
    for (int output : subject.outputs().toArray()) {
      int size = subject.nodes().get(output).size();
      add(at, output, cotangents.narrow(2, from, size));
      from += size;
    }
    for (int k = maps.length - 1; k >= 0; k--) {
      LinearMap map = maps[k];
      Tensor cotangent = at[k];
      if (map != null && cotangent != null) {
        List<Tensor> pulled = map.pull(cotangent);
        int[] sources = sources(k);
        for (int s = 0; s < sources.length; s++) {
          add(at, sources[s], pulled.get(s));
        }
      }
    }
    return inputs(at, cotangents);
  }

  private Tensor inputs(@Nullable Tensor[] cotangents, Tensor like) {
    TensorVector parts = new TensorVector();
    for (int k = 0; k < cotangents.length; k++) {
      if (subject.nodes().get(k) instanceof Node.Input input) {
        Tensor part = cotangents[k];
        parts.push_back(
            part == null ? like.new_zeros(like.size(0), like.size(1), input.size()) : part);
      }
    }
    return torch.cat(parts, 2);
  }

  private void add(@Nullable Tensor[] cotangents, int k, Tensor more) {
    Operation operation = operations[k];
    Layout layout =
        operation == null ? Layout.flat(subject.nodes().get(k).size()) : operation.layout();
    Tensor shaped = layout.of(more, more.size(0), more.size(1));
    Tensor before = cotangents[k];
    cotangents[k] = before == null ? shaped : before.add(shaped);
  }

  private long codes(@Nullable Tensor[] values) {
    long codes = 1;
    for (Tensor value : values) {
      codes = value == null ? codes : Math.max(codes, value.size(0));
    }
    return codes;
  }

  private Tensor joined(@Nullable Tensor[] tensors, int leading) {
    TensorVector parts = new TensorVector();
    for (int output : subject.outputs().toArray()) {
      parts.push_back(Objects.requireNonNull(tensors[output]).flatten(leading, -1));
    }
    return parts.size() == 1 ? parts.get(0) : torch.cat(parts, leading);
  }

  /** The most numbers that one code takes at one node. */
  long widest() {
    return subject.nodes().stream().mapToLong(Node::size).max().orElse(1);
  }
}
