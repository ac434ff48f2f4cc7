package org.preimage.benchmarks.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.linalg.SingularValues;
import org.preimage.network.ElementwiseFunction;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;
import org.preimage.onnx.OnnxWriter;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/**
 * Trains a generator of digits with the shape of Ma, Ayaz, Karaman 2018, section 4: latent
 * dimension 10 and three transposed convolutions with ReLU between; sigmoid at the end. Not as an
 * adversarial network but by generative latent optimisation (Bojanowski, Joulin, Lopez-Paz, Szlam
 * 2018): every image has a code on the sphere of radius √10, at first its principal components, and
 * codes and weights descend together on the cross entropy of pixels, which takes minutes. (The
 * squared error behind tanh ended with black images, where it is flat.)
 */
@SuppressWarnings("ArrayRecordComponent") // in a record that nobody else sees
public final class TrainedGenerator {
  private static final int LATENT = 10;
  private static final int SIDE = 28;
  private static final int BATCH = 100;
  private static final double WEIGHT_RATE = 1e-3;
  private static final double CODE_RATE = 2e-2;

  /** In and out channels, kernel, stride and padding along each axis, side of the input. */
  private record Layer(int in, int out, int kernel, int stride, int padding, int side) {
    int weights() {
      return in * out * kernel * kernel;
    }

    /** Entries of the input that reach one of the output. */
    double reaching() {
      return side == 1 ? in : (double) in * kernel * kernel / (stride * stride);
    }

    int outSide() {
      return (side - 1) * stride + kernel - 2 * padding;
    }

    ConvolutionGeometry geometry() {
      return new ConvolutionGeometry(
          in,
          Indices.of(side, side),
          out,
          Indices.of(outSide(), outSide()),
          Indices.of(kernel, kernel),
          Indices.of(stride, stride),
          Indices.of(padding, padding),
          Indices.of(1, 1),
          1);
    }
  }

  private static final Layer[] LAYERS = {
    new Layer(LATENT, 64, 7, 1, 0, 1), new Layer(64, 32, 4, 2, 1, 7), new Layer(32, 1, 4, 2, 1, 14)
  };

  private final Tensor[] kernels = new Tensor[LAYERS.length];
  private final Tensor[] biases = new Tensor[LAYERS.length];

  private TrainedGenerator(SeedStream seed) {
    for (int k = 0; k < LAYERS.length; k++) {
      Layer layer = LAYERS[k];
      double deviation = Math.sqrt(2 / layer.reaching());
      Tensor kernel =
          normal(deviation, layer.weights(), seed.child(k).numbers())
              .reshape(layer.in(), layer.out(), layer.kernel(), layer.kernel());
      kernels[k] = kernel.set_requires_grad(true);
      biases[k] = torch.zeros(layer.out()).set_requires_grad(true);
    }
  }

  /** Arguments: the IDX file of images, the ONNX file to write, epochs, and perhaps a seed. */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    torch.set_num_threads(1);
    SeedStream seed = SeedStream.of(args.length > 3 ? Long.parseLong(args[3]) : 1);
    TrainedGenerator generator = new TrainedGenerator(seed.child("weights"));
    generator.train(IdxImages.read(Path.of(args[0])), Integer.parseInt(args[2]), out);
    OnnxWriter.write(generator.network(), Path.of(args[1]));
  }

  @SuppressWarnings("try") // Scopes are there to be closed.
  private void train(IdxImages images, int epochs, PrintStream out) {
    int batches = images.pixels().length / (SIDE * SIDE) / BATCH;
    Tensor[] targets = new Tensor[batches];
    Tensor[] codes = new Tensor[batches];
    Components components = Components.of(images);
    for (int b = 0; b < batches; b++) {
      targets[b] = targets(images, b * BATCH);
      codes[b] = components.codes(images, b * BATCH).set_requires_grad(true);
    }
    TensorVector weights = new TensorVector();
    for (int k = 0; k < LAYERS.length; k++) {
      weights.push_back(kernels[k]).push_back(biases[k]);
    }
    Adam forWeights = new Adam(weights, new AdamOptions(WEIGHT_RATE));
    Adam forCodes = new Adam(new TensorVector(codes), new AdamOptions(CODE_RATE));
    long start = System.nanoTime();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double entropy = 0;
      for (int b = 0; b < batches; b++) {
        try (PointerScope scope = new PointerScope()) {
          forWeights.zero_grad();
          forCodes.zero_grad();
          Tensor logits = logits(codes[b]);
          Tensor loss = torch.softplus(logits).sub(logits.mul(targets[b])).mean();
          loss.backward();
          forWeights.step();
          forCodes.step();
          entropy += loss.item_double() / batches;
        }
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      out.printf(
          Locale.ROOT, "epoch %d: cross entropy %.4f a pixel, %.0f s%n", epoch, entropy, seconds);
    }
  }

  /** What sigmoid makes images of, for codes moved to the sphere. */
  private Tensor logits(Tensor codes) {
    Tensor lengths = codes.square().sum(new long[] {1}, true, null).sqrt();
    Tensor at = codes.div(lengths).mul(new Scalar(Math.sqrt(LATENT)));
    at = at.reshape(BATCH, LATENT, 1, 1);
    for (int k = 0; k < LAYERS.length; k++) {
      long[] strides = {LAYERS[k].stride(), LAYERS[k].stride()};
      long[] padding = {LAYERS[k].padding(), LAYERS[k].padding()};
      at =
          torch.conv_transpose2d(
              at,
              kernels[k],
              new TensorOptional(biases[k]),
              strides,
              padding,
              new long[2],
              1,
              1,
              1);
      at = k < LAYERS.length - 1 ? torch.relu(at) : at;
    }
    return at.reshape(BATCH, SIDE * SIDE);
  }

  /**
   * The first principal components of images, which codes begin with.
   *
   * @param mean image
   * @param axes unit vectors, each over the deviation of the images along it
   */
  private record Components(double[] mean, double[][] axes) {
    private static final int SAMPLE = 2000;

    static Components of(IdxImages images) {
      int pixels = SIDE * SIDE;
      double[] mean = new double[pixels];
      double[] rows = new double[SAMPLE * pixels];
      for (int k = 0; k < SAMPLE; k++) {
        System.arraycopy(images.image(k), 0, rows, k * pixels, pixels);
      }
      for (int i = 0; i < rows.length; i++) {
        mean[i % pixels] += rows[i] / SAMPLE;
      }
      for (int i = 0; i < rows.length; i++) {
        rows[i] -= mean[i % pixels];
      }
      SingularValues.RightVectors found = SingularValues.rightVectors(rows, pixels);
      double[][] axes = new double[LATENT][];
      for (int j = 0; j < LATENT; j++) {
        double deviation = found.values()[j] / Math.sqrt(SAMPLE);
        axes[j] = Arrays.stream(found.vectors()[j]).map(v -> v / deviation).toArray();
      }
      return new Components(mean, axes);
    }

    Tensor codes(IdxImages images, int first) {
      float[] codes = new float[BATCH * LATENT];
      for (int k = 0; k < BATCH; k++) {
        double[] image = images.image(first + k);
        for (int j = 0; j < LATENT; j++) {
          for (int i = 0; i < image.length; i++) {
            codes[k * LATENT + j] += (float) ((image[i] - mean[i]) * axes[j][i]);
          }
        }
      }
      return torch.tensor(codes).reshape(BATCH, LATENT);
    }
  }

  /** Pixels from 0 to 1. */
  private static Tensor targets(IdxImages images, int first) {
    float[] pixels = new float[BATCH * SIDE * SIDE];
    for (int k = 0; k < BATCH; k++) {
      double[] image = images.image(first + k);
      for (int i = 0; i < image.length; i++) {
        pixels[k * image.length + i] = (float) image[i];
      }
    }
    return torch.tensor(pixels).reshape(BATCH, SIDE * SIDE);
  }

  private static Tensor normal(double deviation, int count, RandomNumbers numbers) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * numbers.nextGaussian());
    }
    return torch.tensor(values);
  }

  private Network network() {
    NetworkBuilder builder = new NetworkBuilder();
    Indices shape = Indices.of(LATENT, 1, 1);
    int node = builder.input(new TensorInfo("z", shape));
    for (int k = 0; k < LAYERS.length; k++) {
      Layer layer = LAYERS[k];
      shape = Indices.of(layer.out(), layer.outSide(), layer.outSide());
      Weights kernel = Weights.of(numbers(kernels[k], layer.weights()));
      Weights bias = Weights.of(numbers(biases[k], layer.out()));
      Node affine = new Node.TransposedConvolution(node, layer.geometry(), kernel, bias);
      node = builder.add(affine, "ConvTranspose 'layer" + (k + 1) + "'", shape);
      int size = layer.out() * layer.outSide() * layer.outSide();
      node =
          k < LAYERS.length - 1
              ? builder.add(Node.Rectifier.relu(node, size), "Relu", shape)
              : builder.add(node, new ElementwiseFunction.Sigmoid(), "Sigmoid", shape);
    }
    builder.output(node, new TensorInfo("x", shape));
    return builder.build("digits", "-");
  }

  private static double[] numbers(Tensor tensor, int count) {
    float[] values = new float[count];
    tensor.detach().contiguous().data_ptr_float().get(values);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = values[i];
    }
    return numbers;
  }
}
