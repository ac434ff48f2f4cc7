package org.preimage.spanning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/**
 * Windows of an image on which a convolution acts through whole kernels only (Puthawala et al.,
 * JMLR 2022, Theorem 13): the rows whose kernel lies inside a window of P pixels, at every window
 * that the strides reach. If the layer of one window is injective, so is the convolution, whatever
 * its boundary.
 */
final class ConvolutionWindows {
  private static final int MAX_DIMENSION = 160;
  private static final int MAX_EXTRA = 6;

  /**
   * Equal windows that cover the image.
   *
   * @param description the window's shape
   */
  record Tiling(String description, List<Blocks.Block> blocks) {}

  private final ConvolutionGeometry geometry;

  private ConvolutionWindows(ConvolutionGeometry geometry) {
    this.geometry = geometry;
  }

  static ConvolutionWindows of(Node.Convolution convolution) {
    return new ConvolutionWindows(convolution.geometry());
  }

  /** Candidate tilings by growing window, for windows of at most a hundred or so inputs. */
  List<Tiling> tilings() {
    List<Tiling> tilings = new ArrayList<>();
    if (geometry.groups() != 1) {
      return tilings;
    }
    for (int extra = 0; extra <= MAX_EXTRA; extra++) {
      int[] window = new int[axes()];
      int volume = geometry.inChannels();
      boolean fits = true;
      for (int a = 0; a < axes(); a++) {
        window[a] = kernelReach(a) + extra * geometry.strides().get(a);
        fits &= window[a] <= geometry.inShape().get(a);
        volume *= window[a];
      }
      if (!fits || volume > MAX_DIMENSION) {
        break;
      }
      Tiling tiling = tiling(window);
      if (!tiling.blocks().isEmpty()) {
        tilings.add(tiling);
      }
    }
    return tilings;
  }

  private int axes() {
    return geometry.inShape().size();
  }

  private int kernelReach(int a) {
    return (geometry.kernelShape().get(a) - 1) * geometry.dilations().get(a) + 1;
  }

  private Tiling tiling(int[] window) {
    // Output position q covers inputs from q·stride − pad on; a window starts where some kernel
    // does.
    int[] firstOutput = new int[axes()];
    int[] count = new int[axes()];
    int[] kernelsInside = new int[axes()];
    List<Blocks.Block> none = List.of();
    String description = describe(window);
    for (int a = 0; a < axes(); a++) {
      int stride = geometry.strides().get(a);
      int pad = geometry.pads().get(a);
      firstOutput[a] = Math.max(0, Math.floorDiv(pad + stride - 1, stride));
      int start = firstOutput[a] * stride - pad;
      kernelsInside[a] = (window[a] - kernelReach(a)) / stride + 1;
      int lastStart = geometry.inShape().get(a) - window[a];
      if (start != 0 || lastStart < 0 || lastStart % stride != 0) {
        // Some border pixel would lie in no window.
        return new Tiling(description, none);
      }
      count[a] = lastStart / stride + 1;
      int lastOutput = firstOutput[a] + count[a] - 1 + kernelsInside[a] - 1;
      if (lastOutput >= geometry.outShape().get(a) || stride > window[a]) {
        return new Tiling(description, none);
      }
    }
    List<Blocks.Block> blocks = new ArrayList<>();
    forEach(count, position -> blocks.add(block(position, window, firstOutput, kernelsInside)));
    return new Tiling(description, blocks);
  }

  private String describe(int[] window) {
    StringBuilder text = new StringBuilder("P = ");
    boolean padded = false;
    for (int a = 0; a < window.length; a++) {
      text.append(a == 0 ? "" : "×").append(window[a]);
      padded |=
          geometry.pads().get(a) > 0
              || (geometry.outShape().get(a) - 1) * geometry.strides().get(a) + kernelReach(a)
                  > geometry.inShape().get(a) + geometry.pads().get(a);
    }
    return text.append(padded ? ", boundary: zero padding" : ", boundary: valid").toString();
  }

  private Blocks.Block block(int[] position, int[] window, int[] firstOutput, int[] kernels) {
    List<Integer> columns = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int c = 0; c < geometry.inChannels(); c++) {
      int channel = c;
      forEach(
          window,
          offset -> {
            int[] pixel = new int[axes()];
            for (int a = 0; a < axes(); a++) {
              pixel[a] = position[a] * geometry.strides().get(a) + offset[a];
            }
            columns.add(flat(channel, pixel, geometry.inShape()));
          });
    }
    for (int c = 0; c < geometry.outChannels(); c++) {
      int channel = c;
      forEach(
          kernels,
          offset -> {
            int[] output = new int[axes()];
            for (int a = 0; a < axes(); a++) {
              output[a] = firstOutput[a] + position[a] + offset[a];
            }
            rows.add(flat(channel, output, geometry.outShape()));
          });
    }
    return new Blocks.Block(toArray(columns), toArray(rows));
  }

  private static int flat(int channel, int[] position, Indices shape) {
    int flat = channel;
    for (int a = 0; a < position.length; a++) {
      flat = flat * shape.get(a) + position[a];
    }
    return flat;
  }

  private static int[] toArray(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Calls {@code action} with every multi-index below {@code extents}, in row-major order. */
  private static void forEach(int[] extents, java.util.function.Consumer<int[]> action) {
    int total = 1;
    for (int extent : extents) {
      total *= extent;
    }
    IntConsumer visit =
        index -> {
          int[] position = new int[extents.length];
          int rest = index;
          for (int a = extents.length - 1; a >= 0; a--) {
            position[a] = rest % extents[a];
            rest /= extents[a];
          }
          action.accept(position);
        };
    for (int index = 0; index < total; index++) {
      visit.accept(index);
    }
  }
}
