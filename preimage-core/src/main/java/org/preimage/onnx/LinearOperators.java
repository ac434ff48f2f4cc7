package org.preimage.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.OpaqueFunction;

/**
 * Matrix products. A constant matrix applied to one vector is an affine node; applied to several
 * rows at once it is a convolution with kernel extent 1 whose channels are the contracted axis.
 */
final class LinearOperators {
  private LinearOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("MatMul", Operator.single(call -> matmul(call, call.input(0), call.input(1))));
    all.put("Gemm", Operator.single(GemmOperator::lower));
  }

  static Value transposed(GraphBuilder graph, Value x, int... permutation) {
    int[] index = Selection.transpose(x.shape(), permutation, graph.budget);
    return graph.select(x, index, Selection.transposed(x.shape(), permutation));
  }

  /** numpy's matmul. */
  static Value matmul(Call call, Value a, Value b) {
    GraphBuilder graph = call.graph();
    if (a.shape().rank() == 0 || b.shape().rank() == 0) {
      throw new IllegalArgumentException(
          "MatMul requires at least one axis but received "
              + a.shape()
              + " and "
              + b.shape()
              + ".");
    }
    Shape left = a.shape().rank() == 1 ? a.shape().padded(2) : a.shape();
    Shape right = b.shape().rank() == 1 ? Shape.of(b.shape().get(0), 1) : b.shape();
    int inner = left.get(left.rank() - 1);
    if (right.get(right.rank() - 2) != inner || inner == 0) {
      throw new IllegalArgumentException(
          "A matrix product requires matching inner extents but received "
              + a.shape()
              + " and "
              + b.shape()
              + ".");
    }
    Value x = graph.reshape(a, left);
    Value y = graph.reshape(b, right);
    Value product;
    if (y instanceof Tensor t && x instanceof Value.Variable v) {
      product = rightConstant(graph, v, t);
    } else if (x instanceof Tensor t && y instanceof Value.Variable v) {
      product = leftConstant(graph, t, v);
    } else {
      product = opaque(graph, graph.variable(x), graph.variable(y));
    }
    return graph.reshape(product, productShape(a.shape(), b.shape(), left, right));
  }

  private static Shape batch(Shape s) {
    return Shape.of(Arrays.copyOf(s.toArray(), s.rank() - 2));
  }

  private static Shape matrices(Shape batch, int rows, int columns) {
    int[] extents = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
    extents[batch.rank()] = rows;
    extents[batch.rank() + 1] = columns;
    return Shape.of(extents);
  }

  private static Shape productShape(Shape a, Shape b, Shape left, Shape right) {
    int[] extents = Shape.broadcast(batch(left), batch(right)).toArray();
    int rank = extents.length;
    extents = Arrays.copyOf(extents, rank + 2);
    if (a.rank() > 1) {
      extents[rank++] = left.get(left.rank() - 2);
    }
    if (b.rank() > 1) {
      extents[rank++] = right.get(right.rank() - 1);
    }
    return Shape.of(Arrays.copyOf(extents, rank));
  }

  private static Value rightConstant(GraphBuilder graph, Value.Variable x, Tensor w) {
    int rank = w.shape().rank();
    int n = w.shape().get(rank - 2);
    int m = w.shape().get(rank - 1);
    if (w.size() == n * m) {
      Shape rows = Shape.of(1, x.shape().size() / n, n);
      Tensor kernel = (Tensor) transposed(graph, w.reshaped(Shape.of(1, n, m)), 0, 2, 1);
      return contract(graph, graph.reshape(x, rows), kernel, true);
    }
    Shape batch = Shape.broadcast(batch(x.shape()), batch(w.shape()));
    int l = x.shape().get(x.shape().rank() - 2);
    Value all = graph.broadcast(x, matrices(batch, l, n));
    Value kernels = graph.broadcast(w, matrices(batch, n, m));
    Tensor kernel =
        (Tensor) transposed(graph, graph.reshape(kernels, Shape.of(batch.size(), n, m)), 0, 2, 1);
    return contract(graph, graph.reshape(all, Shape.of(batch.size(), l, n)), kernel, true);
  }

  private static Value leftConstant(GraphBuilder graph, Tensor w, Value.Variable x) {
    int rank = x.shape().rank();
    int n = x.shape().get(rank - 2);
    int l = x.shape().get(rank - 1);
    int m = w.shape().get(w.shape().rank() - 2);
    int copies = batch(x.shape()).size();
    if (w.size() == m * n) {
      Value rows = transposed(graph, graph.reshape(x, Shape.of(copies, n, l)), 1, 0, 2);
      Value product =
          contract(
              graph,
              graph.reshape(rows, Shape.of(1, n, copies * l)),
              w.reshaped(Shape.of(1, m, n)),
              false);
      return transposed(graph, graph.reshape(product, Shape.of(m, copies, l)), 1, 0, 2);
    }
    Shape batch = Shape.broadcast(batch(x.shape()), batch(w.shape()));
    Value all = graph.broadcast(x, matrices(batch, n, l));
    Tensor kernel = (Tensor) graph.broadcast(w, matrices(batch, m, n));
    return contract(
        graph,
        graph.reshape(all, Shape.of(batch.size(), n, l)),
        kernel.reshaped(Shape.of(batch.size(), m, n)),
        false);
  }

  /**
   * Applies group g's m × n matrix to every position of group g.
   *
   * @param x groups × positions × n if {@code rows}, else groups × n × positions
   * @param kernel groups × m × n
   * @return groups × positions × m or groups × m × positions, likewise
   */
  static Value contract(GraphBuilder graph, Value x, Tensor kernel, boolean rows) {
    int groups = kernel.shape().get(0);
    int m = kernel.shape().get(1);
    int n = kernel.shape().get(2);
    int positions = x.shape().get(rows ? 1 : 2);
    Shape out = rows ? Shape.of(groups, positions, m) : Shape.of(groups, m, positions);
    if (out.size() == 0) {
      throw new IllegalArgumentException("A matrix product requires a result but yields none.");
    }
    if (groups == 1 && positions == 1) {
      Weights w = kernel.weights();
      Node affine = new Node.Affine(graph.variable(x).node(), w, Weights.of(new double[m]));
      return graph.emit(affine, out);
    }
    Value channels = rows ? transposed(graph, x, 0, 2, 1) : x;
    ConvolutionGeometry geometry =
        new ConvolutionGeometry(
            Math.multiplyExact(groups, n),
            Indices.of(positions),
            Math.multiplyExact(groups, m),
            Indices.of(positions),
            Indices.of(1),
            Indices.of(1),
            Indices.of(0),
            Indices.of(1),
            groups);
    Node node =
        new Node.Convolution(
            graph.variable(channels).node(),
            geometry,
            kernel.weights(),
            Weights.of(new double[groups * m]));
    Value product = graph.emit(node, Shape.of(groups, m, positions));
    return rows ? transposed(graph, product, 0, 2, 1) : product;
  }

  private static Value opaque(GraphBuilder graph, Value.Variable a, Value.Variable b) {
    Shape batch = Shape.broadcast(batch(a.shape()), batch(b.shape()));
    int rows = a.shape().get(a.shape().rank() - 2);
    int inner = a.shape().get(a.shape().rank() - 1);
    int columns = b.shape().get(b.shape().rank() - 1);
    Value left = graph.broadcast(a, matrices(batch, rows, inner));
    Value right = graph.broadcast(b, matrices(batch, inner, columns));
    List<Value.Variable> sources = List.of(graph.variable(left), graph.variable(right));
    return graph.emit(
        sources,
        new OpaqueFunction.MatrixProduct(batch.size(), rows, inner, columns),
        matrices(batch, rows, columns));
  }

  /** 0 … n−1. */
  static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }
}
