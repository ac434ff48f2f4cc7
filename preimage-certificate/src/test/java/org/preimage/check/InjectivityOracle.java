package org.preimage.check;

import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Claim;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/**
 * Decides injectivity of tiny piecewise linear networks by brute force, straight from the
 * definition: enumerates the closed linear pieces, then asks for each pair of pieces whether two
 * different points, one in each, have equal images. Shares no code with the checker.
 */
final class InjectivityOracle {
  /** A linear piece: where it holds (all ≥ 0), and each node's values as forms of the input. */
  private record Piece(List<Fraction[]> region, List<List<Fraction[]>> values) {}

  private final Certificate certificate;
  private final List<Node> nodes;
  private final int n;
  private int nextInput;

  InjectivityOracle(Certificate certificate) {
    this.certificate = certificate;
    this.nodes = certificate.subject().nodes();
    this.n = certificate.domain().size();
  }

  /** Whether the claim of the certificate is true. */
  boolean claimIsTrue() {
    if (certificate.claim() instanceof Claim.NotInjective) {
      return !isInjective();
    }
    if (certificate.claim() instanceof Claim.Injective) {
      return isInjective();
    }
    if (certificate.claim() instanceof Claim.InjectiveInGeneralPosition) {
      return !new GeneralPositionOracle(certificate).holds() || isInjective();
    }
    if (certificate.claim() instanceof Claim.ActiveRowsAtLeast least) {
      return new ActiveRowsOracle(certificate).fewest() >= least.count();
    }
    if (certificate.claim() instanceof Claim.ActiveRowsAtMost most) {
      return new ActiveRowsOracle(certificate).fewest() <= most.count();
    }
    if (certificate.claim() instanceof Claim.FrameBoundAtLeast least) {
      return FrameOracle.least(certificate).compareTo(least.bound()) >= 0;
    }
    if (certificate.claim() instanceof Claim.FrameBoundAtMost most) {
      return FrameOracle.least(certificate).compareTo(most.bound()) <= 0;
    }
    throw new IllegalArgumentException("no oracle for " + certificate.claim());
  }

  private boolean isInjective() {
    List<Piece> pieces = List.of(new Piece(domain(), new ArrayList<>()));
    for (Node node : nodes) {
      pieces = extend(pieces, node);
    }
    for (Piece a : pieces) {
      for (Piece b : pieces) {
        if (collide(a, b)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean collide(Piece a, Piece b) {
    for (int j = 0; j < n; j++) {
      LinearSystem system = new LinearSystem(2 * n);
      a.region().forEach(form -> system.notNegative(doubled(form, 0)));
      b.region().forEach(form -> system.notNegative(doubled(form, n)));
      Indices outputs = certificate.subject().outputs();
      for (int o = 0; o < outputs.size(); o++) {
        List<Fraction[]> fa = a.values().get(outputs.get(o));
        List<Fraction[]> fb = b.values().get(outputs.get(o));
        for (int i = 0; i < fa.size(); i++) {
          system.zero(minus(doubled(fa.get(i), 0), doubled(fb.get(i), n)));
        }
      }
      Fraction[] apart = zero(2 * n);
      apart[j] = Fraction.ONE;
      apart[n + j] = Fraction.ONE.negate();
      system.positive(apart);
      if (system.feasible()) {
        return true;
      }
    }
    return false;
  }

  private Fraction[] doubled(Fraction[] form, int offset) {
    Fraction[] wide = zero(2 * n);
    for (int j = 0; j < n; j++) {
      wide[offset + j] = form[j];
    }
    wide[2 * n] = form[n];
    return wide;
  }

  private List<Fraction[]> domain() {
    List<Fraction[]> region = new ArrayList<>();
    if (certificate.domain() instanceof Domain.Ball ball && n > 1) {
      throw new UnsupportedOperationException("balls are not polyhedra: " + ball);
    }
    for (int j = 0; j < n; j++) {
      double lower;
      double upper;
      if (certificate.domain() instanceof Domain.Box box) {
        lower = box.lower().get(j);
        upper = box.upper().get(j);
      } else {
        upper = ((Domain.Ball) certificate.domain()).radius();
        lower = -upper;
      }
      if (!Double.isInfinite(lower)) {
        Fraction[] form = coordinate(j);
        form[n] = Fraction.of(lower).negate();
        region.add(form);
      }
      if (!Double.isInfinite(upper)) {
        Fraction[] form = minus(constant(upper), coordinate(j));
        region.add(form);
      }
    }
    return region;
  }

  private List<Piece> extend(List<Piece> pieces, Node node) {
    List<Piece> extended = new ArrayList<>();
    List<Fraction[]> inputs = new ArrayList<>();
    if (node instanceof Node.Input) {
      for (int j = 0; j < node.size(); j++) {
        inputs.add(coordinate(nextInput++));
      }
    }
    for (Piece piece : pieces) {
      List<Fraction[]> z = new ArrayList<>(inputs);
      for (int s = 0; s < node.sources().size(); s++) {
        z.addAll(piece.values().get(node.sources().get(s)));
      }
      extended.addAll(extend(piece, node, z));
    }
    return extended;
  }

  private List<Piece> extend(Piece piece, Node node, List<Fraction[]> z) {
    List<Piece> partial = List.of(new Piece(piece.region(), List.of(new ArrayList<>())));
    int elements =
        node instanceof Node.Opaque || node instanceof Node.Input ? z.size() : node.size();
    for (int i = 0; i < elements; i++) {
      List<Piece> next = new ArrayList<>();
      for (Piece begun : partial) {
        branch(node, i, z, begun, next);
      }
      partial = next;
    }
    List<Piece> done = new ArrayList<>();
    for (Piece p : partial) {
      List<List<Fraction[]>> values = new ArrayList<>(piece.values());
      values.add(p.values().get(0));
      done.add(new Piece(p.region(), values));
    }
    return done;
  }

  private void branch(Node node, int i, List<Fraction[]> z, Piece begun, List<Piece> next) {
    if (node instanceof Node.Rectifier r) {
      Fraction[] scaled = times(z.get(i), Fraction.of(r.slopes().shared(i)));
      if (isConstant(z.get(i))) {
        piece(begun, List.of(), z.get(i)[n].signum() < 0 ? scaled : z.get(i), next);
      } else {
        piece(begun, only(z.get(i)), z.get(i), next);
        piece(begun, only(times(z.get(i), Fraction.ONE.negate())), scaled, next);
      }
    } else if (node instanceof Node.Clip c) {
      clip(c, z.get(i), begun, next);
    } else if (node instanceof Node.Maximum m) {
      Indices window = m.windows().get(i);
      for (int k = 0; k < window.size(); k++) {
        List<Fraction[]> conditions = new ArrayList<>();
        for (int l = 0; l < window.size(); l++) {
          conditions.add(minus(z.get(window.get(k)), z.get(window.get(l))));
        }
        piece(begun, conditions, z.get(window.get(k)), next);
      }
    } else {
      piece(begun, List.of(), linear(node, i, z), next);
    }
  }

  private void clip(Node.Clip c, Fraction[] z, Piece begun, List<Piece> next) {
    List<Fraction[]> inside = new ArrayList<>();
    if (!Double.isInfinite(c.lower())) {
      inside.add(minus(z, constant(c.lower())));
      piece(begun, only(minus(constant(c.lower()), z)), constant(c.lower()), next);
    }
    if (!Double.isInfinite(c.upper())) {
      inside.add(minus(constant(c.upper()), z));
      piece(begun, only(minus(z, constant(c.upper()))), constant(c.upper()), next);
    }
    piece(begun, inside, z, next);
  }

  private boolean isConstant(Fraction[] form) {
    return java.util.stream.IntStream.range(0, n).allMatch(j -> form[j].signum() == 0);
  }

  private static List<Fraction[]> only(Fraction[] form) {
    return java.util.Collections.singletonList(form);
  }

  private void piece(Piece begun, List<Fraction[]> conditions, Fraction[] value, List<Piece> next) {
    List<Fraction[]> region = new ArrayList<>(begun.region());
    region.addAll(conditions);
    LinearSystem system = new LinearSystem(n);
    region.forEach(system::notNegative);
    if (conditions.isEmpty() || system.feasible()) {
      List<Fraction[]> values = new ArrayList<>(begun.values().get(0));
      values.add(value);
      next.add(new Piece(region, List.of(values)));
    }
  }

  private Fraction[] linear(Node node, int i, List<Fraction[]> z) {
    if (node instanceof Node.Affine a) {
      Fraction[] sum = constant(a.bias().get(i));
      for (int j = 0; j < z.size(); j++) {
        sum = plus(sum, times(z.get(j), Fraction.of(a.weights().get(i * z.size() + j))));
      }
      return sum;
    }
    if (node instanceof Node.Convolution c) {
      return convolution(c.geometry(), c.kernel(), c.bias(), false, i, z);
    }
    if (node instanceof Node.TransposedConvolution c) {
      return convolution(c.geometry(), c.kernel(), c.bias(), true, i, z);
    }
    if (node instanceof Node.Scale s) {
      Fraction[] scaled = times(z.get(i), Fraction.of(s.scale().shared(i)));
      return plus(scaled, constant(s.shift().shared(i)));
    }
    if (node instanceof Node.Sum s) {
      Fraction[] sum = zero(n);
      for (int j = i; j < z.size(); j += s.size()) {
        sum = plus(sum, z.get(j));
      }
      return sum;
    }
    if (node instanceof Node.Select s) {
      return s.index().get(i) < 0 ? zero(n) : z.get(s.index().get(i));
    }
    if (node instanceof Node.Mean m) {
      Fraction[] sum = zero(n);
      for (int j : m.windows().get(i).toArray()) {
        sum = plus(sum, z.get(j));
      }
      return times(sum, Fraction.ONE.over(Fraction.of(m.divisors().get(i))));
    }
    // Input; and one-to-one and opaque nodes, which tests use only where the identity stands for
    // every such function.
    return z.get(i);
  }

  /** One spatial axis is enough here; ConvolutionMapTest covers more. */
  private Fraction[] convolution(
      ConvolutionGeometry g,
      Weights kernel,
      Weights bias,
      boolean transposed,
      int i,
      List<Fraction[]> z) {
    if (g.inShape().size() != 1) {
      throw new UnsupportedOperationException("the oracle knows one axis");
    }
    int out = g.outShape().get(0);
    int in = g.inShape().get(0);
    int taps = g.kernelShape().get(0);
    int inGroup = g.inChannels() / g.groups();
    int outGroup = g.outChannels() / g.groups();
    int o = i / out;
    Fraction[] sum = constant(bias.get(o));
    for (int c = o / outGroup * inGroup; c < (o / outGroup + 1) * inGroup; c++) {
      for (int p = 0; p < in; p++) {
        for (int t = 0; t < taps; t++) {
          int narrow = transposed ? p : i % out;
          int wide = transposed ? i % out : p;
          if (narrow * g.strides().get(0) - g.pads().get(0) + t * g.dilations().get(0) == wide) {
            int filter = transposed ? c * outGroup + o % outGroup : o * inGroup + c % inGroup;
            double w = kernel.get(filter * taps + t);
            sum = plus(sum, times(z.get(c * in + p), Fraction.of(w)));
          }
        }
      }
    }
    return sum;
  }

  private Fraction[] coordinate(int j) {
    Fraction[] form = zero(n);
    form[j] = Fraction.ONE;
    return form;
  }

  private Fraction[] constant(double value) {
    Fraction[] form = zero(n);
    form[n] = Fraction.of(value);
    return form;
  }

  private static Fraction[] zero(int variables) {
    Fraction[] form = new Fraction[variables + 1];
    java.util.Arrays.fill(form, Fraction.ZERO);
    return form;
  }

  private static Fraction[] plus(Fraction[] a, Fraction[] b) {
    Fraction[] sum = new Fraction[a.length];
    java.util.Arrays.setAll(sum, j -> a[j].plus(b[j]));
    return sum;
  }

  private static Fraction[] minus(Fraction[] a, Fraction[] b) {
    return plus(a, times(b, Fraction.ONE.negate()));
  }

  private static Fraction[] times(Fraction[] a, Fraction factor) {
    Fraction[] product = new Fraction[a.length];
    java.util.Arrays.setAll(product, j -> a[j].times(factor));
    return product;
  }
}
