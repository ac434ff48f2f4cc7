package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Arrays;
import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.network.ElementwiseFunction;
import org.preimage.network.OpaqueFunction;

/** Writes the nodes whose function is not part of the exact subject. */
final class FunctionWriter {
  private FunctionWriter() {}

  static String oneToOne(GraphWriter graph, String x, ElementwiseFunction function) {
    AttributeProto[] attributes = {};
    if (function instanceof ElementwiseFunction.Elu elu) {
      AttributeProto alpha = GraphWriter.real("alpha", elu.alpha());
      attributes =
          elu.gain() == 1
              ? new AttributeProto[] {alpha}
              : new AttributeProto[] {alpha, GraphWriter.real("gamma", elu.gain())};
    }
    return graph.operator(function.name(), List.of(x), attributes);
  }

  static void opaque(
      GraphWriter graph, NodeWriter nodes, Node.Opaque n, int k, OpaqueFunction function) {
    int first = n.sources().get(0);
    if (function instanceof OpaqueFunction.Softmax f) {
      Indices shape = Indices.of(f.outer(), f.length(), f.inner());
      AttributeProto axis = GraphWriter.integer("axis", 2);
      nodes.define(k, graph.operator(f.name(), List.of(nodes.as(first, shape)), axis), shape);
    } else if (function instanceof OpaqueFunction.Standardization f) {
      Indices shape = Indices.of(f.groups(), f.length());
      nodes.define(k, standardization(graph, nodes.as(first, shape), f), shape);
    } else if (function instanceof OpaqueFunction.MatrixProduct f) {
      Indices left = Indices.of(f.batch(), f.rows(), f.inner());
      Indices right = Indices.of(f.batch(), f.inner(), f.columns());
      List<String> factors = List.of(nodes.as(first, left), nodes.as(n.sources().get(1), right));
      Indices shape = Indices.of(f.batch(), f.rows(), f.columns());
      nodes.define(k, graph.operator("MatMul", factors), shape);
    } else {
      nodes.define(k, elementwise(graph, nodes, n, function), Indices.of(n.size()));
    }
  }

  private static String standardization(
      GraphWriter graph, String x, OpaqueFunction.Standardization f) {
    double[] ones = new double[f.groups()];
    Arrays.fill(ones, 1);
    return graph.operator(
        "InstanceNormalization",
        List.of(x, graph.reals(ones, f.groups()), graph.reals(new double[f.groups()], f.groups())),
        GraphWriter.real("epsilon", f.epsilon()));
  }

  private static String elementwise(
      GraphWriter graph, NodeWriter nodes, Node.Opaque n, OpaqueFunction function) {
    String x = nodes.flat(n.sources().get(0));
    if (function instanceof OpaqueFunction.ThresholdedRelu f) {
      return graph.operator("ThresholdedRelu", List.of(x), GraphWriter.real("alpha", f.alpha()));
    } else if (function instanceof OpaqueFunction.Power f) {
      return graph.operator("Pow", List.of(x, graph.reals(new double[] {f.exponent()})));
    }
    String operator = function instanceof OpaqueFunction.Product ? "Mul" : "Div";
    return graph.operator(operator, List.of(x, nodes.flat(n.sources().get(1))));
  }
}
