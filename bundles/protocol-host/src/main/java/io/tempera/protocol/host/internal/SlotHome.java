package io.tempera.protocol.host.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxChannel;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotListener;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/**
 * What the slots of one connection share. Everything that happens to them goes through {@link
 * #inbox}, and what they tell goes to {@link SlotListeners} behind it.
 */
final class SlotHome {
  private final Mux mux;
  private final Agreed agreed;
  private final HostParts parts;
  private final Implementations implementations;
  private final Mailbox<Runnable> inbox;
  private final SlotListeners listeners;
  private final EndWaits endWaits;
  private final AtomicReferenceArray<ControlMessage> control =
      new AtomicReferenceArray<>(Temperature.values().length);

  private volatile Optional<Duration> roundTrip = Optional.empty();

  /**
   * No slots yet.
   *
   * @param noneRuns whether none of the initiators of some temperatures runs, or is about to
   */
  SlotHome(Mux mux, Agreed agreed, HostParts parts, Predicate<Set<Temperature>> noneRuns) {
    this.mux = mux;
    this.agreed = agreed;
    this.parts = parts;
    this.implementations =
        new Implementations(mux.connectionId(), agreed, parts.registry(), parts.tracer());
    this.inbox = parts.runtime().newMailbox(Runnable::run);
    this.listeners = new SlotListeners(parts.runtime());
    this.endWaits = new EndWaits(noneRuns, listeners::tell);
    for (Temperature temperature : Temperature.values()) {
      control.set(temperature.ordinal(), ControlMessage.CONTINUE);
    }
  }

  ConnectionId connectionId() {
    return mux.connectionId();
  }

  Mux mux() {
    return mux;
  }

  Agreed agreed() {
    return agreed;
  }

  TemperaRuntime runtime() {
    return parts.runtime();
  }

  Implementations implementations() {
    return implementations;
  }

  HandOverBook handOvers() {
    return parts.handOvers();
  }

  /** Handles something after what was put there before it. */
  void inbox(Runnable action) {
    inbox.post(action);
  }

  /** Tells the listeners. */
  void emit(SlotEvent event) {
    listeners.tell(event);
  }

  /** In the inbox only. */
  EndWaits endWaits() {
    return endWaits;
  }

  Subscription subscribe(SlotListener listener) {
    return listeners.add(listener);
  }

  void trace(Trace trace) {
    parts.tracer().trace(trace);
  }

  void roundTripMeasured(ProtocolKey key, Duration time) {
    roundTrip = Optional.of(time);
    trace(new ProtocolTrace.RoundTrip(connectionId(), key, time));
  }

  Optional<Duration> roundTrip() {
    return roundTrip;
  }

  void noted(ProtocolKey key, String text) {
    trace(new ProtocolTrace.Note(connectionId(), key, text));
  }

  /** What a half is asked: responders are only ever to go on. */
  ControlMessage controlOf(ProtocolKey key, Temperature temperature) {
    return key.direction() == Direction.RESPONDER
        ? ControlMessage.CONTINUE
        : control.get(temperature.ordinal());
  }

  /** The initiators of a temperature are asked something; whether it is something else. */
  boolean control(Temperature temperature, ControlMessage message) {
    return control.getAndSet(temperature.ordinal(), message) != message;
  }

  /** What implements a slot now, if anything does. */
  Optional<Hosted> implementationOf(Slot slot) {
    return implementations.of(slot.key().number(), slot.declaration());
  }

  /** What is to become of a half that runs in a slot. */
  Succession succession(Slot slot, HalfRun run) {
    Optional<Hosted> next = successor(slot, run.hosted());
    return next.filter(hosted -> hosted == run.hosted()).isPresent()
        ? Succession.STAY
        : Succession.of(
            slot.key().direction(),
            run.hosted().party(),
            run.hosted().isGoing(),
            next.map(Hosted::party),
            controlOf(slot.key(), slot.temperature()) == ControlMessage.TERMINATE);
  }

  /** Who must go is better off with one that is not chosen than with none that can carry on. */
  private Optional<Hosted> successor(Slot slot, Hosted running) {
    Optional<Hosted> chosen = implementationOf(slot);
    return running.isGoing()
        ? implementations
            .sharing(slot.key().number(), slot.declaration().orElseThrow(), running)
            .or(() -> chosen)
        : chosen;
  }

  /** For how long a slot waits that nothing can run in. */
  Duration graceOf(Slot slot) {
    return implementations.grace(slot.key().number(), wholeGrace());
  }

  /** The same when it has just become so. */
  Duration wholeGrace() {
    return parts.settings().get().withdrawalGrace();
  }

  /**
   * A run of whatever can carry on in a slot, counted in; empty when nothing can.
   *
   * @param left where the conversation stands; empty when it begins afresh
   */
  Optional<HalfRun> beginRun(Slot slot, MuxChannel channel, Optional<Snapshot> left) {
    while (true) {
      Optional<Hosted> found =
          implementations.carryingOn(slot.key().number(), slot.declaration().orElseThrow(), left);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Hosted hosted = found.get();
      declare(slot, hosted.declaration());
      GuardedChannel guarded = new GuardedChannel(connectionId() + " " + slot.key(), channel);
      HalfView view =
          new HalfView(this, slot.key(), slot.temperature(), guarded, runtime().newWait(), left);
      HalfRun run = new HalfRun(hosted, view, guarded, slot);
      if (hosted.begin(run)) {
        return Optional.of(run);
      }
      // It was withdrawn between the two: the registry no longer has it.
    }
  }

  /**
   * This is what a slot's number means when its next half begins. One that runs, or has stopped,
   * keeps the room that it was promised: what arrives for it is bounded by that, and not by less.
   */
  void announce(Slot slot, Declaration declaration) {
    if (slot.isResting() || roomOf(slot) <= declaration.ingressLimit()) {
      declare(slot, declaration);
    }
  }

  private static int roomOf(Slot slot) {
    return slot.declaration().map(Declaration::ingressLimit).orElse(0);
  }

  /** From now on this is what a slot's number means, and how much may wait for it. */
  void declare(Slot slot, Declaration declaration) {
    if (!slot.declaration().equals(Optional.of(declaration))) {
      slot.declare(declaration);
      mux.register(slot.key(), declaration.ingressLimit());
    }
  }
}
