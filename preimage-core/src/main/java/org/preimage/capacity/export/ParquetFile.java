package org.preimage.capacity.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Apache Parquet in its plainest form: flat optional columns, plain encoding, no compression, row
 * groups of a hundred thousand rows with one page a column. Every Parquet reader takes it. The
 * plan's canonical text is kept in the metadata under {@code preimage.plan}.
 *
 * <p>Written here because the format needs two hundred lines for this, while the libraries that
 * write it bring Hadoop along or tens of megabytes of natives.
 */
public final class ParquetFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int ROWS_IN_GROUP = 100_000;

  // Numbers of the Parquet metadata (parquet.thrift).
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int OPTIONAL = 1;
  private static final int UTF8 = 0;
  private static final int UNCOMPRESSED = 0;

  /** Where a column of a row group ended up. */
  private record Chunk(PlainColumn column, long offset, int bytes) {}

  /** A row group. */
  private record Group(List<Chunk> chunks, int rows) {}

  private final TrialTable table;
  private final OutputStream out;
  private final List<Group> groups = new ArrayList<>();
  private List<PlainColumn> open;
  private long written;
  private long rows;

  private ParquetFile(TrialTable table, OutputStream out) {
    this.table = table;
    this.out = out;
    this.open = emptyColumns(table);
  }

  /** Writes the table. */
  public static void write(TrialTable table, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      new ParquetFile(table, out).write();
    }
  }

  private static List<PlainColumn> emptyColumns(TrialTable table) {
    return table.columns().stream().map(PlainColumn::new).toList();
  }

  private void write() throws IOException {
    emit(MAGIC);
    table.forEach(
        row -> {
          open.forEach(column -> column.add(row));
          rows++;
          if (open.get(0).size() == ROWS_IN_GROUP) {
            closeGroup();
          }
        });
    if (open.get(0).size() > 0) {
      closeGroup();
    }
    byte[] footer = footer();
    emit(footer);
    emit(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
    emit(MAGIC);
  }

  private void emit(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }

  private void closeGroup() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (PlainColumn column : open) {
      byte[] page = column.page();
      byte[] header =
          new CompactThrift()
              .i32(1, 0)
              .i32(2, page.length)
              .i32(3, page.length)
              .struct(5)
              .i32(1, column.size())
              .i32(2, PLAIN)
              .i32(3, RLE)
              .i32(4, RLE)
              .end()
              .toBytes();
      chunks.add(new Chunk(column, written, header.length + page.length));
      emit(header);
      emit(page);
    }
    groups.add(new Group(chunks, open.get(0).size()));
    open = emptyColumns(table);
  }

  private byte[] footer() {
    CompactThrift meta = new CompactThrift().i32(1, 1);
    schema(meta);
    meta.i64(3, rows).structs(4, groups.size());
    groups.forEach(group -> write(meta, group));
    return meta.structs(5, 1)
        .begin()
        .text(1, "preimage.plan")
        .text(2, table.plan().toString())
        .end()
        .text(6, "preimage")
        .toBytes();
  }

  private void schema(CompactThrift meta) {
    meta.structs(2, table.columns().size() + 1)
        .begin()
        .text(4, "trials")
        .i32(5, table.columns().size())
        .end();
    for (TrialTable.Column column : table.columns()) {
      meta.begin()
          .i32(1, PlainColumn.physicalType(column.kind()))
          .i32(3, OPTIONAL)
          .text(4, column.name());
      if (column.kind() == TrialTable.Kind.TEXT) {
        meta.i32(6, UTF8);
      }
      meta.end();
    }
  }

  private static void write(CompactThrift meta, Group group) {
    meta.begin().structs(1, group.chunks().size());
    long bytes = 0;
    for (Chunk chunk : group.chunks()) {
      bytes += chunk.bytes();
      TrialTable.Column column = chunk.column().column();
      meta.begin()
          .i64(2, chunk.offset())
          .struct(3)
          .i32(1, PlainColumn.physicalType(column.kind()))
          .i32s(2, PLAIN, RLE)
          .texts(3, column.name())
          .i32(4, UNCOMPRESSED)
          .i64(5, chunk.column().size())
          .i64(6, chunk.bytes())
          .i64(7, chunk.bytes())
          .i64(9, chunk.offset())
          .end()
          .end();
    }
    meta.i64(2, bytes).i64(3, group.rows()).end();
  }
}
