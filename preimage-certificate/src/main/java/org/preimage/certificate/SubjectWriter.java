package org.preimage.certificate;

import java.io.IOException;
import java.util.List;

/** Writes the subject section. */
final class SubjectWriter {
  private final TokenWriter tokens;

  private SubjectWriter(TokenWriter tokens) {
    this.tokens = tokens;
  }

  /** Writes the section and returns its digest. */
  static String write(Subject subject, TokenWriter tokens) throws IOException {
    tokens.startSection();
    tokens.line("subject", subject.nodes().size());
    SubjectWriter writer = new SubjectWriter(tokens);
    for (int k = 0; k < subject.nodes().size(); k++) {
      tokens.put("node").put(k);
      writer.node(subject.nodes().get(k));
    }
    tokens.list("outputs", subject.outputs());
    return tokens.endSection();
  }

  private void node(Node node) throws IOException {
    if (node instanceof Node.Input input) {
      tokens.line("input", input.size());
    } else if (node instanceof Node.Affine affine) {
      tokens.line("affine", affine.source(), affine.size(), affine.inputs());
      matrix(affine.weights(), affine.size());
      tokens.list("bias", affine.bias());
    } else if (node instanceof Node.Convolution c) {
      tokens.line("convolution", c.source());
      convolution(c.geometry(), c.kernel(), c.bias(), c.geometry().outChannels());
    } else if (node instanceof Node.TransposedConvolution c) {
      tokens.line("transposed-convolution", c.source());
      convolution(c.geometry(), c.kernel(), c.bias(), c.geometry().inChannels());
    } else {
      elementwise(node);
    }
  }

  private void elementwise(Node node) throws IOException {
    if (node instanceof Node.Rectifier rectifier) {
      tokens.line("rectifier", rectifier.source(), rectifier.size());
      tokens.list("slopes", rectifier.slopes());
    } else if (node instanceof Node.Clip clip) {
      tokens.put("clip").put(clip.source()).put(clip.size());
      tokens.number(clip.lower()).number(clip.upper()).endLine();
    } else if (node instanceof Node.OneToOne oneToOne) {
      tokens.line("one-to-one", oneToOne.source(), oneToOne.size(), oneToOne.name());
    } else if (node instanceof Node.Scale scale) {
      tokens.line("scale", scale.source(), scale.size());
      tokens.list("factors", scale.scale());
      tokens.list("shifts", scale.shift());
    } else {
      gathering(node);
    }
  }

  private void gathering(Node node) throws IOException {
    if (node instanceof Node.Sum sum) {
      tokens.line("sum", sum.size());
      tokens.list("sources", sum.sources());
    } else if (node instanceof Node.Select select) {
      tokens.line("select");
      tokens.list("sources", select.sources());
      tokens.list("index", select.index());
    } else if (node instanceof Node.Maximum maximum) {
      tokens.line("maximum", maximum.source(), maximum.size());
      windows(maximum.windows());
    } else if (node instanceof Node.Mean mean) {
      tokens.line("mean", mean.source(), mean.size());
      windows(mean.windows());
      tokens.list("divisors", mean.divisors());
    } else if (node instanceof Node.Opaque opaque) {
      tokens.line("opaque", opaque.size(), opaque.name());
      tokens.list("sources", opaque.sources());
    } else {
      throw new IllegalArgumentException("Writing requires a known node but received " + node);
    }
  }

  private void windows(List<Indices> windows) throws IOException {
    for (Indices window : windows) {
      tokens.list("window", window);
    }
  }

  private void matrix(Weights weights, int rows) throws IOException {
    int columns = weights.size() / rows;
    for (int i = 0; i < rows; i++) {
      tokens.put("row").numbers(weights, i * columns, (i + 1) * columns);
    }
  }

  private void convolution(ConvolutionGeometry g, Weights kernel, Weights bias, int rows)
      throws IOException {
    tokens.line("channels", g.inChannels(), g.outChannels(), g.groups());
    tokens.list("in-shape", g.inShape());
    tokens.list("out-shape", g.outShape());
    tokens.list("kernel-shape", g.kernelShape());
    tokens.list("strides", g.strides());
    tokens.list("pads", g.pads());
    tokens.list("dilations", g.dilations());
    matrix(kernel, rows);
    tokens.list("bias", bias);
  }
}
