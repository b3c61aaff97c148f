package io.tempera.check;

import io.tempera.kit.Agency;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.Move;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Direction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A protocol with sample messages, and the ways that these open through its table. */
final class Samples<M> {
  private final ProtocolSpec<M> spec;
  private final MessageCodec<M> codec;
  private final List<M> messages;
  private final Map<String, List<M>> paths = new LinkedHashMap<>();

  Samples(ProtocolSpec<M> spec, MessageCodec<M> codec, List<M> messages) {
    this.spec = spec;
    this.codec = codec;
    this.messages = List.copyOf(messages);
    paths.putAll(pathsFrom(spec.initial(), Optional.empty()));
  }

  /**
   * The same with a codec that does not tell a message by its beginning, so that what is no message
   * at all is received up to the limits of its state.
   */
  Samples<M> withoutKinds() {
    MessageCodec<M> patient =
        new MessageCodec<>() {
          @Override
          public byte[] encode(M message) {
            return codec.encode(message);
          }

          @Override
          public M decode(State<M> state, CborReader from) {
            return codec.decode(state, from);
          }

          @Override
          public int depth() {
            return codec.depth();
          }
        };
    return new Samples<>(spec, patient, messages);
  }

  ProtocolSpec<M> spec() {
    return spec;
  }

  MessageCodec<M> codec() {
    return codec;
  }

  List<M> messages() {
    return messages;
  }

  /** The states that the samples reach, in the table's order. */
  List<State<M>> reached() {
    return spec.states().stream().filter(s -> paths.containsKey(s.name())).toList();
  }

  /** The samples that lead from the beginning to a state. */
  List<M> pathTo(State<M> state) {
    return paths.get(state.name());
  }

  /** The samples that may be sent in a state. */
  List<M> legalIn(State<M> state) {
    return messages.stream().filter(m -> state.moveFor(m).isPresent()).toList();
  }

  State<M> next(State<M> from, M message) {
    return spec.state(from.moveFor(message).orElseThrow().next(message));
  }

  /**
   * The samples with which the side that has agency in a state leads the conversation on to
   * another.
   */
  Optional<List<M>> answers(State<M> from, State<M> to) {
    return Optional.ofNullable(pathsFrom(from, Optional.of(from.agency())).get(to.name()));
  }

  /** Moves of the table that no sample makes. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (State<M> state : spec.states()) {
      for (Move<M> move : state.moves()) {
        for (String target : move.targets()) {
          boolean made =
              messages.stream()
                  .anyMatch(m -> move.message().isInstance(m) && move.next(m).equals(target));
          if (!made) {
            missing.add(move.message().getSimpleName() + " from " + state.name() + " to " + target);
          }
        }
      }
    }
    return missing;
  }

  /** Samples that no state allows. */
  List<String> strangers() {
    return messages.stream()
        .filter(m -> spec.states().stream().noneMatch(s -> s.moveFor(m).isPresent()))
        .map(Readable::text)
        .toList();
  }

  /** Which half waits in a state. */
  static Optional<Direction> receiver(State<?> state) {
    return state.isEnd()
        ? Optional.empty()
        : Optional.of(
            state.agency() == Agency.INITIATOR ? Direction.RESPONDER : Direction.INITIATOR);
  }

  private Map<String, List<M>> pathsFrom(State<M> start, Optional<Agency> only) {
    Map<String, List<M>> found = new LinkedHashMap<>();
    Deque<State<M>> open = new ArrayDeque<>();
    found.put(start.name(), List.of());
    open.add(start);
    while (!open.isEmpty()) {
      State<M> from = open.remove();
      if (only.filter(a -> a != from.agency()).isPresent()) {
        continue;
      }
      for (M message : legalIn(from)) {
        State<M> to = next(from, message);
        if (!found.containsKey(to.name())) {
          List<M> path = new ArrayList<>(found.get(from.name()));
          path.add(message);
          found.put(to.name(), path);
          open.add(to);
        }
      }
    }
    return found;
  }
}
