package org.preimage.certificate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the subject section. */
final class SubjectReader {
  private final TokenReader tokens;

  SubjectReader(TokenReader tokens) {
    this.tokens = tokens;
  }

  Subject subject() throws IOException, MalformedCertificateException {
    tokens.expect("subject");
    int count = tokens.count("nodes");
    tokens.endLine();
    List<Node> nodes = new ArrayList<>();
    long values = 0;
    for (int k = 0; k < count; k++) {
      tokens.expect("node");
      tokens.expect(Integer.toString(k));
      Node node = node(tokens.word("a kind of node"));
      values += Math.max(0, node.size());
      if (values > Limits.VALUES) {
        throw tokens.malformed("the nodes have more than " + Limits.VALUES + " values");
      }
      nodes.add(node);
    }
    return new Subject(nodes, tokens.indexLine("outputs", 0));
  }

  private Node node(String kind) throws IOException, MalformedCertificateException {
    return switch (kind) {
      case "input" -> {
        int size = size();
        tokens.endLine();
        yield new Node.Input(size);
      }
      case "affine" -> affine();
      case "convolution" -> {
        int source = lastSource();
        ConvolutionGeometry geometry = geometry();
        yield new Node.Convolution(
            source, geometry, kernel(geometry, geometry.outChannels()), tokens.weightLine("bias"));
      }
      case "transposed-convolution" -> {
        int source = lastSource();
        ConvolutionGeometry geometry = geometry();
        yield new Node.TransposedConvolution(
            source, geometry, kernel(geometry, geometry.inChannels()), tokens.weightLine("bias"));
      }
      case "rectifier" -> {
        int source = source();
        int size = lastSize();
        yield new Node.Rectifier(source, size, tokens.weightLine("slopes"));
      }
      case "clip" -> {
        Node clip =
            new Node.Clip(source(), size(), tokens.number("an end"), tokens.number("an end"));
        tokens.endLine();
        yield clip;
      }
      case "one-to-one" -> new Node.OneToOne(source(), size(), tokens.sentence("a name"));
      case "scale" -> {
        int source = source();
        int size = lastSize();
        yield new Node.Scale(
            source, size, tokens.weightLine("factors"), tokens.weightLine("shifts"));
      }
      default -> gathering(kind);
    };
  }

  private Node gathering(String kind) throws IOException, MalformedCertificateException {
    return switch (kind) {
      case "sum" -> {
        int size = lastSize();
        yield new Node.Sum(tokens.indexLine("sources", 0), size);
      }
      case "select" -> {
        tokens.endLine();
        yield new Node.Select(tokens.indexLine("sources", 0), tokens.indexLine("index", -1));
      }
      case "maximum" -> {
        int source = source();
        yield new Node.Maximum(source, windows());
      }
      case "mean" -> {
        int source = source();
        yield new Node.Mean(source, windows(), tokens.indexLine("divisors", 1));
      }
      case "opaque" -> {
        int size = size();
        String name = tokens.sentence("a name");
        yield new Node.Opaque(tokens.indexLine("sources", 0), size, name);
      }
      default -> throw tokens.malformed("no kind of node: '" + TokenReader.shorten(kind) + "'");
    };
  }

  private Node affine() throws IOException, MalformedCertificateException {
    int source = source();
    int rows = size();
    int columns = lastSize();
    Weights weights = matrix(rows, columns);
    Weights bias = tokens.weightLine("bias");
    if (bias.size() != rows) {
      throw tokens.malformed("expected " + rows + " biases but found " + bias.size());
    }
    return new Node.Affine(source, weights, bias);
  }

  private Weights kernel(ConvolutionGeometry geometry, int rows)
      throws IOException, MalformedCertificateException {
    int groups = geometry.groups();
    int other = rows == geometry.outChannels() ? geometry.inChannels() : geometry.outChannels();
    int volume = ConvolutionGeometry.volume(geometry.kernelShape());
    return matrix(rows, Math.multiplyExact(other / groups, volume));
  }

  private Weights matrix(int rows, int columns) throws IOException, MalformedCertificateException {
    Numbers numbers = new Numbers(Math.multiplyExact(rows, columns));
    for (int i = 0; i < rows; i++) {
      tokens.expect("row");
      numbers.read(tokens, columns, "a weight");
      tokens.endLine();
    }
    return Weights.owning(numbers.take());
  }

  private List<Indices> windows() throws IOException, MalformedCertificateException {
    int count = tokens.count("windows");
    tokens.endLine();
    List<Indices> windows = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      windows.add(tokens.indexLine("window", 0));
    }
    return windows;
  }

  private ConvolutionGeometry geometry() throws IOException, MalformedCertificateException {
    tokens.expect("channels");
    int inChannels = size();
    int outChannels = size();
    int groups = lastSize();
    return new ConvolutionGeometry(
        inChannels,
        tokens.indexLine("in-shape", 1),
        outChannels,
        tokens.indexLine("out-shape", 1),
        tokens.indexLine("kernel-shape", 1),
        tokens.indexLine("strides", 1),
        tokens.indexLine("pads", Integer.MIN_VALUE),
        tokens.indexLine("dilations", 1),
        groups);
  }

  private int source() throws IOException, MalformedCertificateException {
    return tokens.integer("a node", 0);
  }

  private int lastSource() throws IOException, MalformedCertificateException {
    int source = source();
    tokens.endLine();
    return source;
  }

  private int size() throws IOException, MalformedCertificateException {
    int size = tokens.integer("a size", 1);
    if (size > Limits.VALUES) {
      throw tokens.malformed("too large: " + size);
    }
    return size;
  }

  private int lastSize() throws IOException, MalformedCertificateException {
    int size = size();
    tokens.endLine();
    return size;
  }
}
