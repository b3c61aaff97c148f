package io.tempera.check;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what passed on a wire as the messages of a protocol. */
final class Script<M> {
  private final ProtocolSpec<M> spec;
  private final MessageCodec<M> codec;

  Script(ProtocolSpec<M> spec, MessageCodec<M> codec) {
    this.spec = spec;
    this.codec = codec;
  }

  /** The messages, in order; what is none is left out. */
  List<M> messages(List<Said> wire) {
    return read(wire).stream().flatMap(Optional::stream).toList();
  }

  /** A line for each, for example {@code initiator Ask[number=5]}; what is no message in hex. */
  List<String> lines(List<Said> wire) {
    List<String> lines = new ArrayList<>();
    List<Optional<M>> messages = read(wire);
    for (int i = 0; i < wire.size(); i++) {
      Said said = wire.get(i);
      String who = said.by() == Direction.INITIATOR ? "initiator " : "responder ";
      lines.add(who + messages.get(i).map(Readable::text).orElse(Readable.text(said.bytes())));
    }
    return lines;
  }

  private List<Optional<M>> read(List<Said> wire) {
    List<Optional<M>> messages = new ArrayList<>();
    State<M> here = spec.initial();
    for (Said said : wire) {
      // Pipelined messages are ahead of the turn: then another state of their sender takes them.
      List<State<M>> states = new ArrayList<>(List.of(here));
      states.addAll(spec.states());
      Optional<M> found = Optional.empty();
      for (State<M> state : states) {
        if (found.isEmpty() && state.agency().belongsTo(said.by())) {
          found = read(state, said.bytes());
          here = found.map(m -> next(state, m)).orElse(here);
        }
      }
      messages.add(found);
    }
    return messages;
  }

  private State<M> next(State<M> from, M message) {
    return spec.state(from.moveFor(message).orElseThrow().next(message));
  }

  private Optional<M> read(State<M> state, byte[] bytes) {
    try {
      CborReader reader = new CborReader(bytes, codec.depth());
      return Optional.of(codec.decode(state, reader)).filter(m -> state.moveFor(m).isPresent());
    } catch (CborException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
