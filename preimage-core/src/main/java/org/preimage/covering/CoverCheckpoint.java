package org.preimage.covering;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file with the finished parts of one search. Layout, big-endian: "PRECOVER", a digest of the
 * problem, the parts, and the SHA-256 of all that. It is replaced as a whole, so that an
 * interruption leaves the previous file.
 */
final class CoverCheckpoint {
  private static final byte[] MAGIC = "PRECOVER".getBytes(StandardCharsets.US_ASCII);

  /** Part of the digest: results of an older way to search do not fit together with new ones. */
  private static final int VERSION = 2;

  private static final int DIGEST = 32;

  private final Path file;
  private final byte[] problem;

  CoverCheckpoint(Path file, Rows rows, int never, int required, long seed) {
    this.file = file;
    this.problem = digest(rows, never, required, seed);
  }

  private static byte[] digest(Rows rows, int never, int required, long seed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(VERSION);
      out.writeInt(rows.m);
      out.writeInt(rows.n);
      out.writeInt(never);
      out.writeInt(required);
      out.writeLong(seed);
      for (double entry : rows.byRow) {
        out.writeLong(Double.doubleToRawLongBits(entry));
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return sha256(bytes.toByteArray());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Finished parts by name; none if there is no file.
   *
   * @throws IOException if the file is damaged or belongs to another problem
   */
  Map<String, FinishedPart> read() throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - DIGEST;
    if (end < MAGIC.length + DIGEST || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
      throw refuse("is not a checkpoint of a cover search");
    }
    byte[] body = Arrays.copyOf(bytes, end);
    if (!Arrays.equals(sha256(body), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw refuse("is damaged");
    }
    if (!Arrays.equals(Arrays.copyOfRange(body, MAGIC.length, MAGIC.length + DIGEST), problem)) {
      throw refuse("belongs to another problem, seed, or version");
    }
    int start = MAGIC.length + DIGEST;
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(body, start, end - start))) {
      Map<String, FinishedPart> parts = new HashMap<>();
      int count = in.readInt();
      for (int k = 0; k < count; k++) {
        parts.put(in.readUTF(), readPart(in));
      }
      return parts;
    } catch (EOFException | NegativeArraySizeException e) {
      throw new IOException(refuse("is damaged").getMessage(), e);
    }
  }

  private IOException refuse(String why) {
    return new IOException(
        "Checkpoint " + file + " " + why + ".\nMaybe delete it, or name another file.");
  }

  private static FinishedPart readPart(DataInputStream in) throws IOException {
    int[] steps = readInts(in);
    int count = in.readInt();
    List<int[]> simplices = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      simplices.add(readInts(in));
    }
    return new FinishedPart(steps, simplices, in.readInt(), in.readLong(), in.readDouble());
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    int[] numbers = new int[in.readInt()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = in.readInt();
    }
    return numbers;
  }

  /** Replaces the file. */
  void write(List<Part> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      out.write(problem);
      List<Part> done = parts.stream().filter(part -> part.finished != null).toList();
      out.writeInt(done.size());
      for (Part part : done) {
        out.writeUTF(part.name);
        FinishedPart finished = part.finished;
        if (finished != null) {
          writePart(out, finished);
        }
      }
      out.flush();
      out.write(sha256(bytes.toByteArray()));
    }
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling(target.getFileName() + ".new");
    Files.write(temporary, bytes.toByteArray());
    Files.move(
        temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void writePart(DataOutputStream out, FinishedPart part) throws IOException {
    writeInts(out, part.steps());
    out.writeInt(part.simplices().size());
    for (int[] simplex : part.simplices()) {
      writeInts(out, simplex);
    }
    out.writeInt(part.open());
    out.writeLong(part.cases());
    out.writeDouble(part.explored());
  }

  private static void writeInts(DataOutputStream out, int[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (int number : numbers) {
      out.writeInt(number);
    }
  }
}
