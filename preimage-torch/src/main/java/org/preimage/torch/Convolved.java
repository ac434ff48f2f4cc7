package org.preimage.torch;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/** A convolution or transposed convolution with one to three spatial axes. */
final class Convolved extends LinearOperation {
  private final Layout input;
  private final Spatial spatial;
  private final Tensor kernel;
  private final TensorOptional bias;
  private final TensorOptional none;
  private final boolean transposed;

  private Convolved(
      ConvolutionGeometry g,
      Spatial spatial,
      Tensor kernel,
      Tensor bias,
      boolean transposed,
      Storage storage) {
    super(Layout.output(g));
    this.input = Layout.input(g);
    this.spatial = spatial;
    this.kernel = kernel;
    this.bias = storage.keep(new TensorOptional(bias));
    this.none = storage.keep(new TensorOptional());
    this.transposed = transposed;
  }

  static Convolved of(Node.Convolution node, Storage storage) {
    ConvolutionGeometry g = node.geometry();
    return new Convolved(
        g,
        new Spatial(g, g.inShape(), g.outShape(), storage.isOneDnn()),
        kernel(node.kernel().toArray(), g.outChannels(), g.inChannels() / g.groups(), g, storage),
        storage.keep(storage.tensor(node.bias().toArray(), g.outChannels())),
        false,
        storage);
  }

  static Convolved of(Node.TransposedConvolution node, Storage storage) {
    ConvolutionGeometry g = node.geometry();
    return new Convolved(
        g,
        new Spatial(g, g.outShape(), g.inShape(), storage.isOneDnn()),
        kernel(node.kernel().toArray(), g.inChannels(), g.outChannels() / g.groups(), g, storage),
        storage.keep(storage.tensor(node.bias().toArray(), g.outChannels())),
        true,
        storage);
  }

  private static Tensor kernel(
      double[] weights, int first, int second, ConvolutionGeometry g, Storage storage) {
    Indices taps = g.kernelShape();
    Tensor kernel = storage.tensor(weights, weights.length);
    kernel = Layout.image(second, taps).of(kernel, first);
    return storage.keep(
        taps.size() == 2
            ? kernel.contiguous(torch.MemoryFormat.ChannelsLast)
            : kernel.contiguous());
  }

  @Override
  public Tensor value(List<Tensor> sources) {
    Tensor x = sources.get(0);
    Tensor image = input.of(x, x.size(0));
    if (!transposed) {
      return spatial.convolve(image, kernel, bias);
    }
    if (!spatial.extendsBeyondReach()) {
      return spatial.transpose(image, kernel, bias);
    }
    long[] perChannel = new long[input.spatial().length + 1];
    Arrays.fill(perChannel, 1);
    perChannel[0] = layout().channels();
    return spatial.transpose(image, kernel, none).add(bias.get().view(perChannel));
  }

  @Override
  public Tensor push(List<Tensor> tangents) {
    Tensor d = tangents.get(0);
    return mapped(input.of(d, d.size(0), d.size(1)), transposed);
  }

  @Override
  public List<Tensor> pull(Tensor cotangent) {
    return List.of(mapped(cotangent, !transposed));
  }

  private Tensor mapped(Tensor x, boolean enlarging) {
    Tensor images = x.flatten(0, 1);
    Tensor result =
        enlarging
            ? spatial.transpose(images, kernel, none)
            : spatial.convolve(images, kernel, none);
    return result.unflatten(0, x.size(0), x.size(1));
  }
}
