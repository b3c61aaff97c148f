package io.tempera.protocol.host.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.Agreed;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxChannel;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotListener;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Slots;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The slots of one connection, and what they share. Everything that happens to them goes through
 * {@link #inbox}, and what they tell goes to {@link SlotListeners} behind it.
 */
final class ConnectionSlots implements Slots {
  private final Mux mux;
  private final Agreed agreed;
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final Implementations implementations;
  private final Mailbox<Runnable> inbox;
  private final SlotListeners listeners;
  private final AtomicReferenceArray<ControlMessage> control =
      new AtomicReferenceArray<>(Temperature.values().length);

  /** By key; few, and the same from {@link #open} on. */
  private List<Slot> slots = List.of();

  private volatile boolean respondersWanted;
  private volatile Optional<Duration> roundTrip = Optional.empty();

  /** No slots yet. */
  ConnectionSlots(
      Mux mux, Agreed agreed, Registry registry, TemperaRuntime runtime, Tracer tracer) {
    this.mux = mux;
    this.agreed = agreed;
    this.runtime = runtime;
    this.tracer = tracer;
    this.implementations = new Implementations(mux.connectionId(), agreed, registry, tracer);
    this.inbox = runtime.newMailbox(Runnable::run);
    this.listeners = new SlotListeners(runtime);
    for (Temperature temperature : Temperature.values()) {
      control.set(temperature.ordinal(), ControlMessage.CONTINUE);
    }
  }

  /** Makes the slots and registers them with the mux. Before anybody else knows of them. */
  void open(List<Direction> directions) {
    List<Slot> made = new ArrayList<>();
    implementations
        .atStart()
        .forEach(
            (number, declaration) -> {
              for (Direction direction : directions) {
                ProtocolKey key = ProtocolKey.of(number, direction);
                made.add(new Slot(this, key, declaration));
                mux.register(
                    key,
                    declaration
                        .map(Declaration::ingressLimit)
                        .orElse(Implementations.VACANT_INGRESS_LIMIT));
              }
            });
    slots = made.stream().sorted(Comparator.comparing(Slot::key)).toList();
  }

  /** The mux has ended: the last that is told. */
  void muxEnded(MuxEnd end) {
    inbox(() -> emit(new SlotEvent.MuxEnded(end)));
  }

  /**
   * What is published for a number has changed. A vacant slot finds its implementation, and its
   * responder becomes ready when the others were asked to; others take a new ingress limit. A
   * responder that waits for bytes of anybody waits for its own while nothing implements it: bytes
   * of others must not start what would fail.
   */
  void publishedChanged(int number) {
    inbox(
        () ->
            slots.stream()
                .filter(slot -> slot.key().number() == number)
                .forEach(this::declareAnew));
  }

  /** Vacant slots look whether something was published while they were made. */
  void lookAgain() {
    slots.stream().filter(Slot::isVacant).forEach(slot -> publishedChanged(slot.key().number()));
  }

  private void declareAnew(Slot slot) {
    if (mux.ended().isPresent()) {
      return;
    }
    waitAnew(slot);
    Optional<Hosted> implementation = implementationOf(slot);
    if (implementation.isEmpty()) {
      return;
    }
    boolean wasVacant = slot.isVacant();
    declare(slot, implementation.get().declaration());
    if (wasVacant && respondersWanted && slot.isResponder() && slot.claim()) {
      try {
        startOrStopAll(slot, startModeOf(slot));
      } catch (MuxException e) {
        // The multiplexer has ended, or was stopped for it: every listener hears that.
        noted(slot.key(), "could not be made ready: " + e.getMessage());
      }
    }
  }

  /** A responder that waits for bytes waits for those that count for what implements it now. */
  private void waitAnew(Slot slot) {
    StartMode mode = startModeOf(slot);
    if (slot.isResponder() && mode != StartMode.EAGERLY) {
      mux.changeStart(slot.key(), mode);
    }
  }

  private void declare(Slot slot, Declaration declaration) {
    if (!slot.declaration().equals(Optional.of(declaration))) {
      slot.declare(declaration);
      mux.register(slot.key(), declaration.ingressLimit());
    }
  }

  @Override
  public ConnectionId connectionId() {
    return mux.connectionId();
  }

  @Override
  public SortedSet<Integer> startInitiators(Temperature temperature) {
    refuseAfterTheEnd();
    SortedSet<Integer> started = new TreeSet<>();
    for (Slot slot : slots) {
      if (slot.isInitiatorOf(temperature) && implementationOf(slot).isPresent() && slot.claim()) {
        try {
          startOrStopAll(slot, StartMode.EAGERLY);
        } catch (MuxException e) {
          if (started.isEmpty()) {
            throw e;
          }
          return started;
        }
        started.add(slot.key().number());
      }
    }
    return started;
  }

  @Override
  public void startResponders() {
    refuseAfterTheEnd();
    respondersWanted = true;
    for (Slot slot : slots) {
      if (slot.isResponder() && slot.claim()) {
        startOrStopAll(slot, startModeOf(slot));
      }
    }
  }

  @Override
  public void startResponder(int number) {
    refuseAfterTheEnd();
    Slot slot =
        slots.stream()
            .filter(one -> one.key().number() == number && one.isResponder())
            .findFirst()
            .orElseThrow(() -> refusal("has no responder of mini-protocol " + number));
    if (!slot.claim()) {
      throw refusal("has a responder of mini-protocol " + number + " already");
    }
    startOrStopAll(slot, startModeOf(slot));
  }

  /**
   * Starts one of several. When that fails the connection is of no use to whoever asked: rather
   * than with some of them running it is left with none.
   */
  private void startOrStopAll(Slot slot, StartMode mode) {
    try {
      slot.start(mode);
    } catch (MuxException e) {
      mux.stop();
      throw e;
    }
    // What is published may have changed after the mode was chosen, when nothing waited yet.
    if (mode != StartMode.EAGERLY && mode != startModeOf(slot)) {
      inbox(() -> waitAnew(slot));
    }
  }

  /** Without an implementation nothing can start at once: it fails when somebody uses it. */
  private StartMode startModeOf(Slot slot) {
    return implementationOf(slot)
        .map(hosted -> hosted.declaration().responderStart())
        .orElse(StartMode.ON_DEMAND);
  }

  /** With the category of the end: it is not the caller's fault. */
  private void refuseAfterTheEnd() {
    Optional<Failure> end = mux.ended().map(SlotMachine::failureOf);
    if (end.isPresent()) {
      throw new MuxException(
          end.get().category(),
          "connection " + connectionId() + " has ended; nothing can be started on it",
          end);
    }
  }

  private MuxException refusal(String why) {
    return new MuxException(
        FailureCategory.WRONG_STATE, "connection " + connectionId() + " " + why, Optional.empty());
  }

  @Override
  public void control(Temperature temperature, ControlMessage message) {
    if (control.getAndSet(temperature.ordinal(), message) == message) {
      return;
    }
    slots.stream()
        .filter(slot -> slot.isInitiatorOf(temperature))
        .forEach(slot -> slot.happened(new SlotInput.ControlChanged(message)));
  }

  @Override
  public Subscription subscribe(SlotListener listener) {
    return listeners.add(listener);
  }

  @Override
  public List<SlotView> views() {
    return slots.stream().map(Slot::view).flatMap(Optional::stream).toList();
  }

  @Override
  public Optional<Duration> roundTrip() {
    return roundTrip;
  }

  /** Handles something after what was put there before it. */
  void inbox(Runnable action) {
    inbox.post(action);
  }

  /** Tells the listeners. */
  void emit(SlotEvent event) {
    listeners.tell(event);
  }

  void trace(Trace trace) {
    tracer.trace(trace);
  }

  void roundTripMeasured(ProtocolKey key, Duration time) {
    roundTrip = Optional.of(time);
    trace(new ProtocolTrace.RoundTrip(connectionId(), key, time));
  }

  void noted(ProtocolKey key, String text) {
    trace(new ProtocolTrace.Note(connectionId(), key, text));
  }

  /** A run of whatever implements a slot now, counted in; empty when nothing does. */
  Optional<HalfRun> beginRun(Slot slot, MuxChannel channel) {
    while (true) {
      Optional<Hosted> hosted = implementationOf(slot);
      if (hosted.isEmpty()) {
        return Optional.empty();
      }
      declare(slot, hosted.get().declaration());
      GuardedChannel guarded = new GuardedChannel(connectionId() + " " + slot.key(), channel);
      HalfView view =
          new HalfView(
              this,
              slot.key(),
              hosted.get().declaration().temperature(),
              guarded,
              runtime.newWait());
      HalfRun run = new HalfRun(hosted.get(), view, guarded, slot);
      if (hosted.get().begin(run)) {
        return Optional.of(run);
      }
      // It was withdrawn between the two: the registry no longer has it.
    }
  }

  /** What implements a slot now, if anything does. */
  Optional<Hosted> implementationOf(Slot slot) {
    return implementations.of(slot.key().number(), slot.declaration());
  }

  Agreed agreed() {
    return agreed;
  }

  /** What a half is asked: responders are only ever to go on. */
  ControlMessage controlOf(ProtocolKey key, Temperature temperature) {
    return key.direction() == Direction.RESPONDER
        ? ControlMessage.CONTINUE
        : control.get(temperature.ordinal());
  }

  TemperaRuntime runtime() {
    return runtime;
  }

  Mux mux() {
    return mux;
  }
}
