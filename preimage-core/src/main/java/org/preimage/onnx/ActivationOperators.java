package org.preimage.onnx;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.ElementwiseFunction;
import org.preimage.network.OpaqueFunction;

/** Activation functions. */
final class ActivationOperators {
  private ActivationOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("Relu", Operator.single(c -> rectifier(c, new double[] {0})));
    all.put("Abs", Operator.single(c -> rectifier(c, new double[] {-1})));
    all.put("LeakyRelu", Operator.single(c -> rectifier(c, new double[] {leak(c)})));
    all.put("PRelu", Operator.single(ActivationOperators::prelu));
    all.put("Clip", Operator.single(ActivationOperators::clip));
    all.put("HardSigmoid", Operator.single(ActivationOperators::hardSigmoid));
    all.put("Sigmoid", oneToOne(c -> new ElementwiseFunction.Sigmoid()));
    all.put("Tanh", oneToOne(c -> new ElementwiseFunction.Tanh()));
    all.put("Softplus", oneToOne(c -> new ElementwiseFunction.Softplus()));
    all.put("Softsign", oneToOne(c -> new ElementwiseFunction.Softsign()));
    all.put("Exp", oneToOne(c -> new ElementwiseFunction.Exp()));
    all.put("Elu", oneToOne(c -> new ElementwiseFunction.Elu(c.real("alpha", 1), 1)));
    all.put("Selu", oneToOne(ActivationOperators::selu));
    all.put("Softmax", Operator.single(c -> softmax(c, false)));
    all.put("LogSoftmax", Operator.single(c -> softmax(c, true)));
    all.put("ThresholdedRelu", opaque(c -> new OpaqueFunction.ThresholdedRelu(c.real("alpha", 1))));
    all.put("Sqrt", opaque(c -> new OpaqueFunction.Power(0.5)));
    all.put("Pow", opaque(c -> new OpaqueFunction.Power(c.constant(1, "exponents").scalar())));
  }

  private static Operator oneToOne(Function<Call, ElementwiseFunction> function) {
    return Operator.single(c -> c.graph().emit(c.variable(0), function.apply(c)));
  }

  private static Operator opaque(Function<Call, OpaqueFunction> function) {
    return Operator.single(
        c -> c.graph().emit(List.of(c.variable(0)), function.apply(c), c.input(0).shape()));
  }

  private static ElementwiseFunction selu(Call call) {
    return new ElementwiseFunction.Elu(
        call.real("alpha", 1.6732631921768188), call.real("gamma", 1.0507010221481323));
  }

  private static double leak(Call call) {
    return call.real("alpha", 0.01f);
  }

  private static Value rectifier(Call call, double[] slopes) {
    Value.Variable x = call.variable(0);
    return call.graph()
        .emit(new Node.Rectifier(x.node(), x.shape().size(), Weights.of(slopes)), x.shape());
  }

  private static Value prelu(Call call) {
    Value x = call.input(0);
    Tensor slopes = call.constant(1, "slopes");
    if (call.opset() < 7 && slopes.size() > 1) {
      // Up to opset 6 the slopes belong to the channels, without naming their axis.
      int[] extents = Shape.of().padded(Math.max(x.shape().rank(), 2)).toArray();
      extents[1] = slopes.size();
      slopes = slopes.reshaped(Shape.of(extents));
    }
    return rectifier(call, ArithmeticOperators.parameters(call.graph(), slopes, x.shape()));
  }

  private static Value clip(Call call) {
    double lower = bound(call, 1, "min", Double.NEGATIVE_INFINITY);
    double upper = bound(call, 2, "max", Double.POSITIVE_INFINITY);
    return clipped(call.graph(), call.variable(0), lower, upper);
  }

  static Value clipped(GraphBuilder graph, Value.Variable x, double lower, double upper) {
    if (Double.isNaN(lower) || Double.isNaN(upper)) {
      throw new IllegalArgumentException("A clip requires numbers as bounds but received NaN.");
    }
    return graph.emit(new Node.Clip(x.node(), x.shape().size(), lower, upper), x.shape());
  }

  private static double bound(Call call, int i, String attribute, double otherwise) {
    Tensor bound = call.optionalConstant(i, "bounds");
    return bound == null ? call.real(attribute, otherwise) : bound.scalar();
  }

  private static Value hardSigmoid(Call call) {
    double[] scale = {call.real("alpha", 0.2f)};
    double[] shift = {call.real("beta", 0.5)};
    Value.Variable line = call.graph().scale(call.variable(0), scale, shift);
    return clipped(call.graph(), line, 0, 1);
  }

  /** Up to opset 12 all axes from the given one on are normalised together. */
  private static Value softmax(Call call, boolean logarithm) {
    Value.Variable x = call.variable(0);
    Shape s = x.shape();
    boolean together = call.opset() < 13;
    int axis = s.axis(call.integer("axis", together ? 1 : -1));
    int end = together ? s.rank() : axis + 1;
    OpaqueFunction function =
        new OpaqueFunction.Softmax(
            s.volume(0, axis), s.volume(axis, end), s.volume(end, s.rank()), logarithm);
    return call.graph().emit(List.of(x), function, s);
  }
}
