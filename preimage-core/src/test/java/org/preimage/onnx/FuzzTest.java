package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Node;
import org.preimage.network.Network;

/**
 * Mutated files of every format end in a network or in a {@link ModelFileException}, quickly and
 * without much memory. Run longer with -Dpreimage.fuzz.seconds=600, repeat a run with
 * -Dpreimage.fuzz.seed=….
 */
class FuzzTest {
  private static final long SECONDS = Long.getLong("preimage.fuzz.seconds", 10);
  private static final long SEED = Long.getLong("preimage.fuzz.seed", 20261122);
  private static final long SLOWEST = TimeUnit.SECONDS.toNanos(5);
  private static final long MOST_BYTES = 500L << 20;
  private static final int ELEMENTS = 1_000_000;

  private static final List<String> WORDS =
      Stream.concat(
              Stream.of(Operators.names().split(", ")),
              Stream.of(
                  "",
                  "x",
                  "y",
                  "z",
                  "w",
                  "b",
                  "0",
                  "1",
                  "2",
                  "3",
                  "X",
                  "Y",
                  "W",
                  "B",
                  "input",
                  "output",
                  "axis",
                  "axes",
                  "pads",
                  "strides",
                  "dilations",
                  "group",
                  "kernel_shape",
                  "auto_pad",
                  "SAME_UPPER",
                  "SAME_LOWER",
                  "VALID",
                  "mode",
                  "reflect",
                  "edge",
                  "wrap",
                  "output_shape",
                  "output_padding",
                  "ceil_mode",
                  "perm",
                  "split",
                  "alpha",
                  "to",
                  "blocksize",
                  "keepdims",
                  "num_outputs",
                  "location",
                  "value",
                  "shape",
                  "transA"))
          .toList();

  @TempDir Path folder;

  private static List<byte[]> corpus(String extension) {
    try (Stream<Path> files =
        Files.list(
            Path.of(Objects.requireNonNull(FuzzTest.class.getResource("/fuzz")).getPath()))) {
      List<byte[]> seeds = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith("." + extension)) {
          seeds.add(Files.readAllBytes(file));
        }
      }
      assertThat(seeds).isNotEmpty();
      return seeds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "npy", "npz", "csv", "vnnlib"})
  void bytes(String extension) {
    List<byte[]> seeds = corpus(extension);
    Random random = new Random(SEED);
    ByteMutator mutator = new ByteMutator(random);
    run(
        extension,
        SECONDS / 10.0,
        () -> mutator.mutate(seeds.get(random.nextInt(seeds.size())), seeds));
  }

  @Test
  void fields() throws IOException {
    List<ModelProto> seeds = new ArrayList<>();
    for (byte[] seed : corpus("onnx")) {
      try {
        seeds.add(ModelProto.parseFrom(seed));
      } catch (InvalidProtocolBufferException e) {
        // Some seeds are broken on purpose.
      }
    }
    Path archive = TestData.root().resolve("../shared/data/onnx-op-tests/onnx-op-tests.zip");
    if (Files.exists(archive)) {
      OperatorSuite suite = new OperatorSuite(Files.newInputStream(archive));
      for (String name : suite.names()) {
        seeds.add(suite.frozen(name));
      }
    }
    Random random = new Random(SEED);
    ProtobufMutator mutator = new ProtobufMutator(random, WORDS);
    run(
        "onnx",
        SECONDS / 2.0,
        () -> {
          ModelProto model = seeds.get(random.nextInt(seeds.size()));
          for (int k = 1 + random.nextInt(3); k > 0; k--) {
            model = (ModelProto) mutator.mutate(model);
          }
          return model.toByteArray();
        });
  }

  /** Files that once went wrong, and other odd ones, all kept in the corpus. */
  @ParameterizedTest
  @ValueSource(strings = {"onnx", "npy", "npz", "csv", "vnnlib"})
  void corpusIsHarmless(String extension) {
    corpus(extension).forEach(seed -> check(extension, seed));
  }

  private void run(String extension, double seconds, Supplier<byte[]> inputs) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    int count = 0;
    int accepted = 0;
    while (System.nanoTime() < end) {
      accepted += check(extension, inputs.get()) ? 1 : 0;
      count++;
    }
    System.out.printf(
        "Fuzzed %d %s files with seed %d, %d of them readable%n", count, extension, SEED, accepted);
  }

  /** Whether the file could be read. */
  private boolean check(String extension, byte[] bytes) {
    Path file = Models.write(folder.resolve("input." + extension), bytes);
    long allocated = allocated();
    long start = System.nanoTime();
    boolean accepted = false;
    try {
      reader(extension).accept(file);
      accepted = true;
    } catch (ModelFileException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (Throwable e) {
      throw new AssertionError("Input " + hex(bytes), e);
    }
    assertThat(System.nanoTime() - start).as(() -> hex(bytes)).isLessThan(SLOWEST);
    assertThat(allocated() - allocated).as(() -> hex(bytes)).isLessThan(MOST_BYTES);
    return accepted;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static Consumer<Path> reader(String extension) {
    return switch (extension) {
      case "onnx" -> file -> evaluate(OnnxReader.read(file, new ElementBudget(ELEMENTS)));
      case "vnnlib" -> file -> VnnLib.readInputBox(file, 3);
      default -> ModelLoader::read;
    };
  }

  private static void evaluate(Network network) {
    long work = 0;
    for (Node node : network.subject().nodes()) {
      work += node.size();
      if (node instanceof Node.Convolution c) {
        work += (long) c.kernel().size() * c.size() / c.geometry().outChannels();
      } else if (node instanceof Node.TransposedConvolution c) {
        work += (long) c.kernel().size() * c.geometry().inputSize() / c.geometry().inChannels();
      }
    }
    if (work < 1_000_000) {
      assertThat(network.evaluate(new double[network.inputSize()])).hasSize(network.outputSize());
    }
  }
}
