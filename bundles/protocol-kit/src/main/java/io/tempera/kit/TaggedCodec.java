package io.tempera.kit;

import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Messages that are definite arrays beginning with a number that tells them apart, as all of
 * Ouroboros's are, written down as a table. The same number may stand for several messages, if no
 * state allows more than one of them.
 *
 * <pre>{@code
 * TaggedCodec.<Message>table()
 *     .message(0, Request.class, 1, (m, to) -> to.unsigned(m.cookie()), from -> new Request(from.readUnsignedShort()))
 *     .message(2, new Done())
 *     .build();
 * }</pre>
 */
public final class TaggedCodec<M> implements MessageCodec<M> {
  private final List<Entry<M>> entries;

  private TaggedCodec(List<Entry<M>> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Begins a table. */
  public static <M> Builder<M> table() {
    return new Builder<>();
  }

  @Override
  public byte[] encode(M message) {
    Entry<M> entry =
        entries.stream()
            .filter(e -> e.type().isInstance(message))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("No encoding is known for " + message.getClass()));
    CborWriter to = new CborWriter().array(1 + entry.fields()).unsigned(entry.tag());
    entry.write().accept(message, to);
    return to.toByteArray();
  }

  @Override
  public M decode(State<M> state, CborReader from) {
    int items = from.readDefiniteArray();
    int offset = from.offset();
    long tag = from.readUnsigned(Long.MAX_VALUE);
    List<Entry<M>> candidates =
        entries.stream().filter(e -> e.tag() == tag && e.fields() == items - 1).toList();
    return candidates.stream()
        .filter(e -> state.allows(e.type()))
        .findFirst()
        .or(() -> candidates.stream().findFirst())
        .orElseThrow(
            () -> new CborException(offset, "a message", "tag " + tag + " in an array of " + items))
        .read()
        .apply(from, state);
  }

  private record Entry<M>(
      int tag,
      Class<? extends M> type,
      int fields,
      BiConsumer<M, CborWriter> write,
      BiFunction<CborReader, State<M>, ? extends M> read) {}

  /** Takes the table line by line. For one thread. */
  public static final class Builder<M> {
    private final List<Entry<M>> entries = new ArrayList<>();

    private Builder() {}

    /** A message without fields. */
    public Builder<M> message(int tag, M message) {
      @SuppressWarnings("unchecked")
      Class<? extends M> type = (Class<? extends M>) message.getClass();
      entries.add(new Entry<>(tag, type, 0, (sent, to) -> {}, (from, state) -> message));
      return this;
    }

    /**
     * A message with fields.
     *
     * @param fields how many items follow the tag
     * @param write writes them
     * @param read reads them
     */
    public <T extends M> Builder<M> message(
        int tag,
        Class<T> type,
        int fields,
        BiConsumer<T, CborWriter> write,
        Function<CborReader, T> read) {
      return message(tag, type, fields, write, (from, state) -> read.apply(from));
    }

    /**
     * A message with fields that mean something else, or have other bounds, from state to state.
     *
     * @param fields how many items follow the tag
     * @param write writes them
     * @param read reads them
     */
    public <T extends M> Builder<M> message(
        int tag,
        Class<T> type,
        int fields,
        BiConsumer<T, CborWriter> write,
        BiFunction<CborReader, State<M>, T> read) {
      entries.add(
          new Entry<>(tag, type, fields, (sent, to) -> write.accept(type.cast(sent), to), read));
      return this;
    }

    /** The finished codec. */
    public TaggedCodec<M> build() {
      return new TaggedCodec<>(entries);
    }
  }
}
