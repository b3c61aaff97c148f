package io.tempera.kit;

import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Channel;
import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import java.time.Duration;
import java.util.Optional;

/** What one half receives: whole messages, within the limits of the state in which it waits. */
final class Inbox<M> {
  private final MessageCodec<M> codec;
  private final Complaints complaints;
  private final Incoming incoming;
  private final Patience patience;

  Inbox(
      MessageCodec<M> codec,
      Complaints complaints,
      Channel channel,
      Clock clock,
      Chance chance,
      Optional<Duration> inherited) {
    this.codec = codec;
    this.complaints = complaints;
    this.incoming = new Incoming(channel);
    this.patience = new Patience(clock, chance, inherited);
  }

  /** The wait for the next message begins, unless it has begun already. */
  void expect(State<M> state) {
    patience.begin(limits(state));
  }

  /** Looks at what has arrived: whether a whole message is there. */
  boolean look(State<M> state) {
    int limit = limits(state).bytes();
    long least;
    try {
      least = incoming.look();
    } catch (CborException e) {
      throw complaints.undecodable(state, e);
    }
    if (least > limit) {
      String size = (incoming.isWhole() ? "" : "at least ") + least;
      throw complaints.about(
          Rule.TOO_LARGE, state, "a message of " + size + " bytes, the limit is " + limit);
    }
    return incoming.isWhole();
  }

  /** How many bytes must have arrived for another look to be worth it. */
  int worthLooking() {
    return incoming.worthLooking();
  }

  /** How much time the message has left, if that is limited. */
  Optional<Duration> timeLeft() {
    return patience.left();
  }

  /** Complains when the message is late. */
  void checkTime(State<M> state) {
    if (patience.isOver()) {
      throw complaints.about(
          Rule.TOO_LATE,
          state,
          "no whole message within "
              + patience.limit().orElseThrow().toMillis()
              + " ms, the limit; "
              + incoming.seen()
              + " bytes of one had arrived");
    }
  }

  /** Takes the whole message that was found. */
  M take(State<M> state) {
    CborReader reader = new CborReader(incoming.take());
    patience.end();
    try {
      M message = codec.decode(state, reader);
      reader.expectEnd();
      return message;
    } catch (CborException | IllegalArgumentException e) {
      throw complaints.undecodable(state, e);
    }
  }

  private static Limits limits(State<?> state) {
    return state.limits().orElseThrow();
  }
}
