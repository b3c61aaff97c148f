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
  private final Chance chance;

  /** The time limit of one message: from when this half begins to wait for it until it is whole. */
  private final Countdown patience;

  /** What the implementation before had left of the time limit of the first message. */
  private Optional<Duration> inherited;

  private boolean kindKnown;

  Inbox(
      MessageCodec<M> codec,
      Complaints complaints,
      Channel channel,
      Clock clock,
      Chance chance,
      Optional<Duration> inherited) {
    this.codec = codec;
    this.complaints = complaints;
    this.incoming = new Incoming(channel, codec.depth());
    this.chance = chance;
    this.patience = new Countdown(clock);
    this.inherited = inherited;
  }

  /** The wait for the next message begins, unless it has begun already. */
  void expect(State<M> state) {
    if (patience.time().isEmpty()) {
      Limits limits = limits(state);
      boolean goesOn = inherited.isPresent() && limits.atLeast().isPresent();
      patience.begin(goesOn ? inherited : limits.drawTime(chance));
    }
  }

  /** Looks at what has arrived: whether a whole message is there. */
  boolean look(State<M> state) {
    int limit = limits(state).bytes();
    int before = incoming.seen();
    long least;
    try {
      least = incoming.look();
    } catch (CborException e) {
      throw complaints.undecodable(state, e, arrived());
    }
    if (least > limit || incoming.seen() > before && !incoming.isWhole()) {
      checkKind(state);
    }
    if (least > limit) {
      String size = (incoming.isWhole() ? "" : "at least ") + least;
      throw complaints.about(
          Rule.TOO_LARGE, state, "received a message of " + size + " bytes, the limit is " + limit);
    }
    return incoming.isWhole();
  }

  /**
   * Refuses a message that this state does not allow as soon as its first bytes say so, rather than
   * after all the bytes that it announces. One that is whole is decoded instead.
   */
  private void checkKind(State<M> state) {
    if (kindKnown) {
      return;
    }
    Optional<Class<? extends M>> kind;
    try {
      kind = codec.kindOf(state, CborReader.ofStart(incoming.start()));
    } catch (CborException e) {
      throw complaints.undecodable(state, e, arrived());
    }
    if (kind.isPresent() && !state.allows(kind.get())) {
      throw complaints.about(
          Rule.OUT_OF_TURN,
          state,
          "received the beginning of "
              + kind.get().getSimpleName()
              + ", allowed is "
              + state.allowed());
    }
    kindKnown = kind.isPresent() || !incoming.isStarting();
  }

  /** Whether a whole message is there, as far as was looked. */
  boolean isWhole() {
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
          "no whole message ("
              + state.allowed()
              + ") within "
              + patience.time().orElseThrow().toMillis()
              + " ms, the limit; "
              + (incoming.seen() == 0 ? "nothing of one" : incoming.seen() + " bytes of one")
              + " had arrived");
    }
  }

  /** Takes the whole message that was found. */
  M take(State<M> state) {
    byte[] bytes = incoming.take();
    CborReader reader = new CborReader(bytes, codec.depth());
    patience.end();
    inherited = Optional.empty();
    kindKnown = false;
    try {
      M message = codec.decode(state, reader);
      reader.expectEnd();
      return message;
    } catch (CborException | IllegalArgumentException e) {
      throw complaints.undecodable(state, e, Complaints.shown(bytes, bytes.length));
    }
  }

  private String arrived() {
    return Complaints.shown(incoming.start(), incoming.seen());
  }

  private static Limits limits(State<?> state) {
    return state.limits().orElseThrow();
  }
}
