package org.preimage.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes one field somewhere inside a message, keeping it well formed as protobuf. */
final class ProtobufMutator {
  private static final long[] NUMBERS = {
    0,
    1,
    2,
    3,
    4,
    5,
    7,
    8,
    10,
    11,
    -1,
    -2,
    -3,
    255,
    65536,
    1 << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final float[] REALS = {
    0, 1, -1, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE, 1e9f
  };

  private final Random random;
  private final List<String> words;

  /**
   * @param words texts to put into string fields: operators, tensor names, attribute values
   */
  ProtobufMutator(Random random, List<String> words) {
    this.random = random;
    this.words = words;
  }

  Message mutate(Message message) {
    Message.Builder builder = message.toBuilder();
    List<FieldDescriptor> present = new ArrayList<>(message.getAllFields().keySet());
    if (present.isEmpty() || random.nextInt(12) == 0) {
      List<FieldDescriptor> all = message.getDescriptorForType().getFields();
      add(builder, all.get(random.nextInt(all.size())));
      return builder.build();
    }
    FieldDescriptor field = present.get(random.nextInt(present.size()));
    if (field.isRepeated()) {
      repeated(builder, field);
    } else {
      builder.setField(field, changed(field, message.getField(field)));
    }
    return builder.build();
  }

  private void add(Message.Builder builder, FieldDescriptor field) {
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      Message empty = builder.newBuilderForField(field).build();
      if (field.isRepeated()) {
        builder.addRepeatedField(field, empty);
      } else {
        builder.setField(field, empty);
      }
    } else if (field.isRepeated()) {
      builder.addRepeatedField(field, changed(field, scalar(field)));
    } else {
      builder.setField(field, changed(field, scalar(field)));
    }
  }

  private static Object scalar(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> 0;
      case LONG -> 0L;
      case FLOAT -> 0f;
      case DOUBLE -> 0d;
      case BOOLEAN -> false;
      case STRING -> "";
      case BYTE_STRING -> ByteString.EMPTY;
      default -> field.getDefaultValue();
    };
  }

  private void repeated(Message.Builder builder, FieldDescriptor field) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
      items.add(builder.getRepeatedField(field, i));
    }
    int at = random.nextInt(items.size());
    switch (random.nextInt(8)) {
      case 0 -> items.remove(at);
      case 1 -> items.add(random.nextInt(items.size() + 1), items.get(at));
      case 2 -> items.add(items.remove(at));
      default -> items.set(at, changed(field, items.get(at)));
    }
    builder.clearField(field);
    items.forEach(item -> builder.addRepeatedField(field, item));
  }

  private Object changed(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> mutate((Message) value);
      case INT -> (int) number((Integer) value);
      case LONG -> number((Long) value);
      case FLOAT -> REALS[random.nextInt(REALS.length)];
      case DOUBLE -> (double) REALS[random.nextInt(REALS.length)];
      case BOOLEAN -> random.nextBoolean();
      case STRING -> words.get(random.nextInt(words.size()));
      case BYTE_STRING -> bytes((ByteString) value);
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
    };
  }

  private long number(long value) {
    return switch (random.nextInt(4)) {
      case 0 -> value + 1;
      case 1 -> value - 1;
      default -> NUMBERS[random.nextInt(NUMBERS.length)];
    };
  }

  private ByteString bytes(ByteString value) {
    return switch (random.nextInt(3)) {
      case 0 -> value.substring(0, random.nextInt(value.size() + 1));
      case 1 -> value.concat(value);
      default -> ByteString.copyFromUtf8(words.get(random.nextInt(words.size())));
    };
  }
}
