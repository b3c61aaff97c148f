package io.tempera.check;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Messages for people, also such as have arrays in them, which say nothing of themselves: in
 * records, optionals, collections and maps, however deep.
 */
final class Readable {
  private static final int SHOWN_BYTES = 16;

  private static final Collector<CharSequence, ?, String> LIST = Collectors.joining(", ", "[", "]");

  private Readable() {}

  static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return hex(bytes);
    } else if (value instanceof Record record) {
      return text(record);
    } else if (value instanceof Optional<?> optional) {
      return optional.map(v -> "Optional[" + text(v) + "]").orElseGet(optional::toString);
    } else if (value instanceof Collection<?> all) {
      return all.stream().map(Readable::text).collect(LIST);
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> text(e.getKey()) + "=" + text(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value != null && value.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(value))
          .mapToObj(i -> text(Array.get(value, i)))
          .collect(LIST);
    }
    return String.valueOf(value);
  }

  /** A record that has words of its own keeps them. */
  private static String text(Record value) {
    String own = value.toString();
    return own.equals(text(value, String::valueOf)) ? text(value, Readable::text) : own;
  }

  private static String text(Record value, Function<Object, String> part) {
    return value.getClass().getSimpleName()
        + Arrays.stream(value.getClass().getRecordComponents())
            .map(c -> c.getName() + "=" + part.apply(read(c, value)))
            .collect(LIST);
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
