package org.preimage.capacity.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes structures in Thrift's compact protocol, which Parquet uses for its metadata. */
final class CompactThrift {
  private static final int TRUE = 1;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> outer = new ArrayDeque<>();
  private int last;

  CompactThrift i32(int field, int value) {
    header(field, I32);
    zigzag(value);
    return this;
  }

  CompactThrift i64(int field, long value) {
    header(field, I64);
    zigzag(value);
    return this;
  }

  CompactThrift text(int field, String value) {
    header(field, BINARY);
    return bytes(value);
  }

  CompactThrift truth(int field, boolean value) {
    header(field, value ? TRUE : TRUE + 1);
    return this;
  }

  /** Begins a structure as a field; {@link #end} ends it. */
  CompactThrift struct(int field) {
    header(field, STRUCT);
    return begin();
  }

  /** Begins a structure as an element of a list. */
  CompactThrift begin() {
    outer.push(last);
    last = 0;
    return this;
  }

  CompactThrift end() {
    out.write(0);
    last = outer.pop();
    return this;
  }

  CompactThrift structs(int field, int size) {
    return list(field, size, STRUCT);
  }

  CompactThrift texts(int field, String... values) {
    list(field, values.length, BINARY);
    for (String value : values) {
      bytes(value);
    }
    return this;
  }

  CompactThrift i32s(int field, int... values) {
    list(field, values.length, I32);
    for (int value : values) {
      zigzag(value);
    }
    return this;
  }

  /** The outermost structure, which needs no {@link #begin}. */
  byte[] toBytes() {
    out.write(0);
    return out.toByteArray();
  }

  private CompactThrift list(int field, int size, int type) {
    header(field, LIST);
    if (size < 15) {
      out.write((size << 4) | type);
    } else {
      out.write(0xf0 | type);
      varint(size);
    }
    return this;
  }

  private void header(int field, int type) {
    out.write(((field - last) << 4) | type);
    last = field;
  }

  private CompactThrift bytes(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.write((int) ((rest & 0x7f) | 0x80));
    }
    out.write((int) rest);
  }
}
