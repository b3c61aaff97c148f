package io.tempera.kit;

import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborScanner;
import io.tempera.kit.cbor.CborWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  private final int depth;

  private TaggedCodec(List<Entry<M>> entries, int depth) {
    this.entries = List.copyOf(entries);
    this.depth = depth;
  }

  /** Begins a table. */
  public static <M> Builder<M> table() {
    return new Builder<>();
  }

  @Override
  public byte[] encode(M message) {
    return written(message).toByteArray();
  }

  @Override
  public List<ByteBuffer> pieces(M message) {
    return written(message).toPieces();
  }

  @Override
  public M decode(State<M> state, CborReader from) {
    int items = from.readDefiniteArray();
    return entryFor(state, items, from).read().apply(from, state);
  }

  @Override
  public Optional<Class<? extends M>> kindOf(State<M> state, CborReader start) {
    if (!start.hasHead()) {
      return Optional.empty();
    }
    int items = start.readDefiniteArray();
    return start.hasHead() ? Optional.of(entryFor(state, items, start).type()) : Optional.empty();
  }

  @Override
  public int depth() {
    return depth;
  }

  private CborWriter written(M message) {
    Entry<M> entry = entryFor(message);
    CborWriter to = new CborWriter().array(1 + entry.fields()).unsigned(entry.tag());
    entry.write().accept(message, to);
    return to;
  }

  private Entry<M> entryFor(M message) {
    for (Entry<M> entry : entries) {
      if (entry.type().isInstance(message)) {
        return entry;
      }
    }
    throw new IllegalArgumentException(
        "The codec's table has no line for " + message.getClass().getName() + ": add one");
  }

  /** Reads the tag: the entry that the state allows, or else another that looks the same. */
  private Entry<M> entryFor(State<M> state, int items, CborReader from) {
    int offset = from.offset();
    long tag = from.readUnsigned(Long.MAX_VALUE);
    Optional<Entry<M>> found = Optional.empty();
    for (Entry<M> entry : entries) {
      if (entry.tag() == tag && entry.fields() == items - 1) {
        if (state.allows(entry.type())) {
          return entry;
        }
        found = found.isPresent() ? found : Optional.of(entry);
      }
    }
    if (found.isEmpty()) {
      throw new CborException(
          offset, "a message (" + shapes(state) + ")", "tag " + tag + " in an array of " + items);
    }
    return found.get();
  }

  /** How the messages that a state allows begin, for sentences. */
  private String shapes(State<M> state) {
    return entries.stream()
        .filter(e -> state.allows(e.type()))
        .map(
            e ->
                e.type().getSimpleName()
                    + " has tag "
                    + e.tag()
                    + " in an array of "
                    + (1 + e.fields()))
        .collect(Collectors.joining(", "));
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

    private int depth = CborScanner.DEFAULT_DEPTH;

    private Builder() {}

    /**
     * How deep a message may nest, 1 or more; {@value CborScanner#DEFAULT_DEPTH} unless told. For a
     * protocol whose messages are flat a small number refuses early what only costs time.
     */
    public Builder<M> depth(int levels) {
      if (levels < 1) {
        throw new IllegalArgumentException("A message nests at least 1 deep, not " + levels);
      }
      depth = levels;
      return this;
    }

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

    /**
     * The finished codec.
     *
     * @throws IllegalArgumentException when a message has two lines
     */
    public TaggedCodec<M> build() {
      Set<Class<?>> types = new HashSet<>();
      for (Entry<M> entry : entries) {
        if (!types.add(entry.type())) {
          throw new IllegalArgumentException(
              "The codec's table has two lines for "
                  + entry.type().getName()
                  + ": keep the one by which it is written; MessageCodec reads other forms");
        }
      }
      return new TaggedCodec<>(entries, depth);
    }
  }
}
