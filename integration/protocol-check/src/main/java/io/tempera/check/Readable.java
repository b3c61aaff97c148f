package io.tempera.check;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Messages for people, also such as have arrays of bytes in them, which say nothing of themselves.
 */
final class Readable {
  private static final int SHOWN_BYTES = 16;

  /** How an array of bytes begins that was asked what it is. */
  private static final String MUTE = "[B@";

  private Readable() {}

  static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return hex(bytes);
    }
    String own = String.valueOf(value);
    if (!own.contains(MUTE)) {
      return own;
    } else if (value instanceof Record) {
      return value.getClass().getSimpleName()
          + Arrays.stream(value.getClass().getRecordComponents())
              .map(c -> c.getName() + "=" + text(read(c, value)))
              .collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof List<?> list) {
      return list.stream().map(Readable::text).toList().toString();
    }
    return own;
  }

  private static Object read(RecordComponent component, Object from) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException unreadable) {
      return unreadable;
    }
  }

  private static String hex(byte[] bytes) {
    int some = Math.min(bytes.length, SHOWN_BYTES);
    return HexFormat.of().formatHex(bytes, 0, some)
        + (bytes.length > some ? "... (" + bytes.length + " bytes)" : "");
  }
}
