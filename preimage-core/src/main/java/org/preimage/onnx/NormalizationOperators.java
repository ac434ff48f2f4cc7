package org.preimage.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.OpaqueFunction;

/** Normalisations: the batch one is affine, the others depend on the sample and stay opaque. */
final class NormalizationOperators {
  private NormalizationOperators() {}

  static void register(Map<String, Operator> all) {
    all.put("BatchNormalization", Operator.single(NormalizationOperators::batch));
    all.put("InstanceNormalization", Operator.single(NormalizationOperators::instance));
    all.put("LayerNormalization", Operator.single(NormalizationOperators::layer));
    all.put("GroupNormalization", Operator.single(NormalizationOperators::group));
  }

  private static Value batch(Call call) {
    Value.Variable x = call.variable(0);
    boolean trains =
        call.integer("training_mode", 0) != 0
            || (call.opset() < 7 && call.integer("is_test", 0) == 0)
            || (call.opset() < 14 && call.outputCount() > 1);
    if (trains) {
      throw call.unsupported("mode (inference, not training)", "training_mode");
    }
    if (call.opset() < 9 && call.integer("spatial", 1) == 0) {
      throw call.unsupported("spatial", 0);
    }
    double[] scale = call.constant(1, "scales").reals();
    double[] shift = call.constant(2, "shifts").reals();
    fold(call, scale, shift);
    int channels = channels(x.shape());
    if (scale.length != channels) {
      throw new IllegalArgumentException(
          "BatchNormalization requires "
              + channels
              + " scales for shape "
              + x.shape()
              + " but received "
              + scale.length
              + ".");
    }
    Value folded = call.exclusive(0) ? folded(call, x, scale, shift) : null;
    if (folded != null) {
      return folded;
    }
    call.graph()
        .assume(
            call.label()
                + " becomes a scale and shift computed in binary64; the claim concerns those.");
    return perChannel(call.graph(), x, scale, shift);
  }

  private static int channels(Shape s) {
    return s.rank() > 1 ? s.get(1) : 1;
  }

  /** From γ, β, mean and variance to scale and shift. */
  private static void fold(Call call, double[] scale, double[] shift) {
    double[] mean = call.constant(3, "means").reals();
    double[] variance = call.constant(4, "variances").reals();
    double epsilon = call.real("epsilon", 1e-5f);
    if (shift.length != scale.length
        || mean.length != scale.length
        || variance.length != scale.length) {
      throw new IllegalArgumentException(
          "BatchNormalization requires parameters of one length but received "
              + Arrays.toString(
                  new int[] {scale.length, shift.length, mean.length, variance.length})
              + ".");
    }
    for (int c = 0; c < scale.length; c++) {
      scale[c] /= Math.sqrt(variance[c] + epsilon);
      shift[c] -= mean[c] * scale[c];
    }
  }

  /** The linear node before with scaled weights, or null if there is none. */
  private static @Nullable Value folded(
      Call call, Value.Variable x, double[] scale, double[] shift) {
    Node node = call.graph().node(x);
    int samples = x.shape().rank() == 0 ? 1 : x.shape().get(0);
    Node made = null;
    if (node instanceof Node.Affine n && samples == 1) {
      int each = n.size() / scale.length;
      double[] rows = spread(scale, each);
      made =
          new Node.Affine(
              n.source(),
              scaled(n.weights(), i -> rows[i / n.inputs()]),
              biased(n.bias(), rows, spread(shift, each)));
    } else if (node instanceof Node.Convolution n && fits(n.geometry(), scale, samples)) {
      int each = n.kernel().size() / scale.length;
      made =
          new Node.Convolution(
              n.source(),
              n.geometry(),
              scaled(n.kernel(), i -> scale[i / each]),
              biased(n.bias(), scale, shift));
    } else if (node instanceof Node.TransposedConvolution n && fits(n.geometry(), scale, samples)) {
      made =
          new Node.TransposedConvolution(
              n.source(),
              n.geometry(),
              scaled(n.kernel(), i -> scale[outChannel(n.geometry(), i)]),
              biased(n.bias(), scale, shift));
    }
    if (made == null) {
      return null;
    }
    call.graph()
        .assume(call.label() + " is folded in binary64; the claim concerns the folded weights.");
    return call.graph().emit(made, x.shape());
  }

  private static boolean fits(ConvolutionGeometry g, double[] scale, int samples) {
    return samples == 1 && g.outChannels() == scale.length;
  }

  /** The output channel of entry i of a transposed convolution's kernel. */
  private static int outChannel(ConvolutionGeometry g, int i) {
    int taps = ConvolutionGeometry.volume(g.kernelShape());
    int each = g.outChannels() / g.groups();
    int input = i / taps / each;
    return input / (g.inChannels() / g.groups()) * each + i / taps % each;
  }

  private static double[] spread(double[] values, int each) {
    double[] all = new double[values.length * each];
    Arrays.setAll(all, i -> values[i / each]);
    return all;
  }

  private static Weights scaled(Weights weights, IntToDoubleFunction scale) {
    double[] w = weights.toArray();
    Arrays.setAll(w, i -> scale.applyAsDouble(i) * w[i]);
    return Weights.of(w);
  }

  private static Weights biased(Weights bias, double[] scale, double[] shift) {
    double[] b = bias.toArray();
    Arrays.setAll(b, i -> Math.fma(scale[i], b[i], shift[i]));
    return Weights.of(b);
  }

  /** Scale and shift of N × C × … by one number a channel. */
  private static Value perChannel(
      GraphBuilder graph, Value.Variable x, double[] scale, double[] shift) {
    int[] extents = Shape.of().padded(Math.max(2, x.shape().rank())).toArray();
    extents[1] = scale.length;
    Shape channel = x.shape().rank() < 2 ? Shape.of(scale.length) : Shape.of(extents);
    return graph.scale(
        x,
        ArithmeticOperators.parameters(graph, Tensor.real(channel, scale), x.shape()),
        ArithmeticOperators.parameters(graph, Tensor.real(channel, shift), x.shape()));
  }

  private static Value.Variable standardized(Call call, int groups) {
    Value.Variable x = call.variable(0);
    if (groups <= 0 || x.shape().size() % groups != 0) {
      throw call.unsupported("number of groups", groups);
    }
    OpaqueFunction function =
        new OpaqueFunction.Standardization(
            groups, x.shape().size() / groups, call.real("epsilon", 1e-5f));
    return call.graph().emit(List.of(x), function, x.shape());
  }

  private static Value instance(Call call) {
    Shape s = call.input(0).shape();
    Value.Variable y = standardized(call, s.volume(0, Math.min(2, s.rank())));
    return perChannel(
        call.graph(), y, call.constant(1, "scales").reals(), call.constant(2, "shifts").reals());
  }

  private static Value group(Call call) {
    Shape s = call.input(0).shape();
    if (s.rank() < 2) {
      throw call.unsupported("input rank", s.rank());
    }
    int groups = Math.toIntExact(call.integer("num_groups", 1));
    Value.Variable y = standardized(call, Math.multiplyExact(s.get(0), groups));
    double[] scale = call.constant(1, "scales").reals();
    double[] shift = call.constant(2, "shifts").reals();
    if (scale.length == groups && shift.length == groups && s.get(1) % groups == 0) {
      // Opsets 18 to 20 have one parameter a group, later ones one a channel.
      scale = spread(scale, s.get(1) / groups);
      shift = spread(shift, s.get(1) / groups);
    }
    return perChannel(call.graph(), y, scale, shift);
  }

  private static Value layer(Call call) {
    GraphBuilder graph = call.graph();
    Shape s = call.input(0).shape();
    int axis = s.axis(call.integer("axis", -1));
    Value.Variable y = standardized(call, s.volume(0, axis));
    double[] scale = ArithmeticOperators.parameters(graph, call.constant(1, "scales"), s);
    Tensor bias = call.optionalConstant(2, "shifts");
    double[] shift =
        bias == null ? new double[] {0} : ArithmeticOperators.parameters(graph, bias, s);
    return graph.scale(y, scale, shift);
  }
}
