package org.preimage.capacity.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a column of one row group, and the page they become. */
final class PlainColumn {
  private final TrialTable.Column column;
  private final List<@Nullable Object> values = new ArrayList<>();

  PlainColumn(TrialTable.Column column) {
    this.column = column;
  }

  TrialTable.Column column() {
    return column;
  }

  void add(TrialTable.Row row) {
    values.add(column.value().apply(row));
  }

  /** Rows, those without value included. */
  int size() {
    return values.size();
  }

  /** BOOLEAN, INT64, DOUBLE or BYTE_ARRAY. */
  static int physicalType(TrialTable.Kind kind) {
    return switch (kind) {
      case TRUTH -> 0;
      case WHOLE -> 2;
      case REAL -> 5;
      case TEXT -> 6;
    };
  }

  /** Definition levels with their length, then the values that are there. */
  byte[] page() {
    ByteArrayOutputStream levels = levels();
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.writeBytes(littleEndian(4).putInt(levels.size()).array());
    page.writeBytes(levels.toByteArray());
    if (column.kind() == TrialTable.Kind.TRUTH) {
      page.writeBytes(bits());
    } else {
      for (Object value : values) {
        if (value != null) {
          page.writeBytes(plain(value));
        }
      }
    }
    return page.toByteArray();
  }

  /** 1 for a value, 0 for none, as runs of equal levels. */
  private ByteArrayOutputStream levels() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0, to; from < values.size(); from = to) {
      boolean present = values.get(from) != null;
      to = from + 1;
      while (to < values.size() && (values.get(to) != null) == present) {
        to++;
      }
      for (int rest = (to - from) << 1; ; rest >>>= 7) {
        if (rest < 0x80) {
          out.write(rest);
          break;
        }
        out.write((rest & 0x7f) | 0x80);
      }
      out.write(present ? 1 : 0);
    }
    return out;
  }

  private byte[] bits() {
    byte[] bits = new byte[(values.size() + 7) / 8];
    int at = 0;
    for (Object value : values) {
      if (value != null) {
        bits[at / 8] |= (byte) ((Boolean) value ? 1 << (at % 8) : 0);
        at++;
      }
    }
    return java.util.Arrays.copyOf(bits, (at + 7) / 8);
  }

  private static byte[] plain(Object value) {
    if (value instanceof Long whole) {
      return littleEndian(8).putLong(whole).array();
    }
    if (value instanceof Double real) {
      return littleEndian(8).putDouble(real).array();
    }
    byte[] utf8 = ((String) value).getBytes(StandardCharsets.UTF_8);
    return littleEndian(4 + utf8.length).putInt(utf8.length).put(utf8).array();
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
