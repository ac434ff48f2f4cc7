package org.preimage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * A file of results, one JSON object a line, behind a first line that says what was asked. Each
 * result is written whole before the next begins; a line that a kill cut off is dropped when the
 * file is opened again, so nothing is lost but work in flight and nothing is there twice. Not safe
 * for use by several threads; a second process is refused.
 */
final class ResultJournal implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String INDEX = "index";
  private final Path path;
  private final FileChannel channel;
  private final BitSet finished = new BitSet();

  private ResultJournal(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Begins a file, or goes on with one that answers the same question.
   *
   * @param question everything that results depend on
   * @throws CommandException if the file holds something else, is in use or cannot be written
   */
  static ResultJournal open(Path path, ObjectNode question) {
    try {
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      ResultJournal journal = new ResultJournal(path, channel);
      try {
        journal.lock();
        journal.resume(question);
        return journal;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw CommandException.cannotWrite("results", path, e);
    }
  }

  private void lock() throws IOException {
    boolean locked;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      throw new CommandException(
          ExitCode.CANNOT_WRITE,
          "writing results requires a file of one's own but %s is in use.%nMaybe another run has not ended yet."
              .formatted(path));
    }
  }

  private void resume(ObjectNode question) throws IOException {
    long end = scan(question);
    if (end == 0) {
      requireBeginningOf(line(question));
    }
    channel.truncate(end);
    channel.position(end);
    if (end == 0) {
      write(question);
    }
  }

  /** Notes which results are there and returns where the last whole line ends. */
  private long scan(ObjectNode question) throws IOException {
    channel.position(0);
    LineScanner lines = new LineScanner(Channels.newInputStream(channel));
    long end = 0;
    for (byte[] line = lines.next(); line.length > 0; line = lines.next()) {
      JsonNode node = parse(line);
      if (end == 0) {
        requireSame(question, node);
      } else {
        finished.set(node.path(INDEX).asInt());
      }
      end += line.length;
    }
    return end;
  }

  /** A file without a whole line may be cut off only if it is ours. */
  private void requireBeginningOf(byte[] line) throws IOException {
    ByteBuffer there = ByteBuffer.allocate(line.length);
    channel.read(there, 0);
    boolean ours =
        channel.size() < line.length
            && Arrays.equals(there.array(), 0, there.position(), line, 0, there.position());
    if (!ours) {
      throw foreign("no results");
    }
  }

  private JsonNode parse(byte[] line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw foreign("a line that is no JSON");
    }
  }

  /** Compares as read back: a number that was a long may come back as an int. */
  private void requireSame(ObjectNode question, JsonNode found) throws IOException {
    JsonNode asked = MAPPER.readTree(line(question));
    if (asked.equals(found)) {
      return;
    }
    for (var field : asked.properties()) {
      if (!field.getValue().equals(found.get(field.getKey()))) {
        throw foreign(
            "%s %s instead of %s"
                .formatted(field.getKey(), found.get(field.getKey()), field.getValue()));
      }
    }
    throw foreign("the answers to another question");
  }

  private CommandException foreign(String what) {
    return new CommandException(
        ExitCode.BAD_DATA,
        "going on with %s requires the results of the same question but it has %s.%nMaybe name another file, or remove this one."
            .formatted(path, what));
  }

  /** Whether the result of an item is there. */
  boolean has(int index) {
    return finished.get(index);
  }

  /** Number of results. */
  int size() {
    return finished.cardinality();
  }

  /**
   * Adds a result, which the operating system then has: only a crash of the machine can lose it.
   *
   * @throws CommandException if writing fails
   */
  void append(int index, ObjectNode result) {
    if (finished.get(index)) {
      throw new IllegalStateException("Result " + index + " is there already.");
    }
    try {
      write(MAPPER.createObjectNode().put(INDEX, index).setAll(result));
      finished.set(index);
    } catch (IOException e) {
      throw CommandException.cannotWrite("results", path, e);
    }
  }

  private void write(JsonNode node) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line(node));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static byte[] line(JsonNode node) throws IOException {
    return (MAPPER.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads all results in the order in which they came. */
  void forEach(Consumer<JsonNode> reader) {
    try {
      long position = channel.position();
      channel.position(0);
      LineScanner lines = new LineScanner(Channels.newInputStream(channel));
      lines.next();
      for (byte[] line = lines.next(); line.length > 0; line = lines.next()) {
        reader.accept(parse(line));
      }
      channel.position(position);
    } catch (IOException e) {
      throw CommandException.cannotWrite("results", path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw CommandException.cannotWrite("results", path, e);
    }
  }
}
