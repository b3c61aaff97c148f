package io.tempera.protocol.host.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.Agreed;
import io.tempera.mux.Direction;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.SlotListener;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Slots;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The slots of one connection: which there are, and who starts them. */
final class ConnectionSlots implements Slots {
  private final SlotHome home;
  private final Mux mux;

  /** By key; few. Grows in the inbox when a number is published for the first time. */
  private volatile List<Slot> slots = List.of();

  private volatile List<Direction> directions = List.of();
  private volatile boolean respondersWanted;

  /** 1 for the temperatures whose initiators are to run. */
  private final AtomicIntegerArray initiatorsWanted =
      new AtomicIntegerArray(Temperature.values().length);

  /** No slots yet. */
  ConnectionSlots(Mux mux, Agreed agreed, HostParts parts) {
    this.mux = mux;
    this.home = new SlotHome(mux, agreed, parts, this::noneRuns);
  }

  /** Makes the slots and registers them with the mux. Before anybody else knows of them. */
  void open(List<Direction> halves) {
    directions = halves;
    home.implementations().atStart().forEach(this::add);
  }

  private void add(int number, Optional<Declaration> declaration) {
    List<Slot> more = new ArrayList<>(slots);
    for (Direction direction : directions) {
      ProtocolKey key = ProtocolKey.of(number, direction);
      more.add(new Slot(home, key, declaration));
      mux.register(
          key,
          declaration.map(Declaration::ingressLimit).orElse(Implementations.VACANT_INGRESS_LIMIT));
    }
    more.sort(Comparator.comparing(Slot::key));
    slots = List.copyOf(more);
  }

  /** The mux has ended: the last that is told. */
  void muxEnded(MuxEnd end) {
    home.inbox(() -> home.emit(new SlotEvent.MuxEnded(end)));
  }

  /** What is published for a number has changed: what that means for what is still to begin. */
  void declareAnew(int number) {
    hear(
        number,
        () -> {
          addWhereMissing(number);
          slotsOf(number).forEach(this::declareAnew);
        });
  }

  /** The same for what runs, which may have to make room, or is parked. */
  void followAnew(int number) {
    hear(number, () -> slotsOf(number).forEach(Slot::publishedChanged));
  }

  private void hear(int number, Runnable change) {
    home.handOvers().tells(number);
    home.inbox(
        () -> {
          try {
            if (mux.ended().isEmpty()) {
              change.run();
            }
          } finally {
            home.handOvers().told(number);
          }
        });
  }

  /** Looks whether something was published while the slots were made. */
  void lookAgain() {
    home.implementations().numbers().forEach(this::declareAnew);
  }

  private List<Slot> slotsOf(int number) {
    return slots.stream().filter(slot -> slot.key().number() == number).toList();
  }

  private void addWhereMissing(int number) {
    if (slotsOf(number).isEmpty()) {
      home.implementations()
          .late(number)
          .ifPresent(
              hosted -> {
                add(number, Optional.of(hosted.declaration()));
                slotsOf(number).forEach(this::beginWhereWanted);
              });
    }
  }

  /**
   * A slot takes what it is told about its number, and starts what could not start before. A
   * responder that waits for bytes of anybody waits for its own while nothing implements it: bytes
   * of others must not start what would only be parked.
   */
  private void declareAnew(Slot slot) {
    waitAnew(slot);
    boolean wasVacant = slot.isVacant();
    Optional<Hosted> implementation = home.implementationOf(slot);
    implementation.ifPresent(hosted -> home.announce(slot, hosted.declaration()));
    if (implementation.isPresent() && (wasVacant || slot.isWanted())) {
      beginWhereWanted(slot);
    }
  }

  /** Its number has come later than whoever starts the others. */
  private void beginWhereWanted(Slot slot) {
    boolean wanted =
        slot.isResponder()
            ? respondersWanted
            : initiatorsWanted.get(slot.temperature().ordinal()) == 1;
    if (wanted && slot.claim()) {
      try {
        startOrStopAll(slot, slot.isResponder() ? startModeOf(slot) : StartMode.EAGERLY);
      } catch (MuxException e) {
        // The multiplexer has ended, or was stopped for it: every listener hears that.
        home.noted(slot.key(), "could not be made ready: " + e.getMessage());
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

  @Override
  public ConnectionId connectionId() {
    return mux.connectionId();
  }

  @Override
  public SortedSet<Integer> startInitiators(Temperature temperature) {
    refuseAfterTheEnd();
    initiatorsWanted.set(temperature.ordinal(), 1);
    SortedSet<Integer> started = new TreeSet<>();
    for (Slot slot : slots) {
      if (slot.isInitiatorOf(temperature) && slot.want() && canStart(slot) && slot.claim()) {
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

  /** What cannot start now does as soon as something implements it, because it is wanted. */
  private boolean canStart(Slot slot) {
    return home.implementations()
        .carryingOn(slot.key().number(), slot.declaration().orElseThrow(), slot.left())
        .isPresent();
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
      home.inbox(() -> waitAnew(slot));
    }
  }

  /** Without an implementation nothing can start at once: it fails when somebody uses it. */
  private StartMode startModeOf(Slot slot) {
    return home.implementationOf(slot)
        .map(hosted -> hosted.declaration().responderStart())
        .orElse(StartMode.ON_DEMAND);
  }

  /** With the category of the end: it is not the caller's fault. */
  private void refuseAfterTheEnd() {
    Optional<Failure> end = mux.ended().map(JobEnds::failureOf);
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
    if (message == ControlMessage.TERMINATE) {
      initiatorsWanted.set(temperature.ordinal(), 0);
    }
    // In the inbox, so that no half ends for it before its slot knows what it ends for.
    home.inbox(
        () -> {
          if (home.control(temperature, message)) {
            slots.stream()
                .filter(slot -> slot.isInitiatorOf(temperature))
                .forEach(slot -> slot.step(new SlotInput.ControlChanged(message)));
          }
        });
  }

  /** In the inbox, so that what begins late has been claimed, or sees that it is not wanted. */
  @Override
  public void whenEnded(Set<Temperature> temperatures, Runnable then) {
    Set<Temperature> of = new TreeSet<>(temperatures);
    home.inbox(() -> home.endWaits().add(of, then));
  }

  /** What is claimed counts: it may only be about to start, behind this in the inbox. */
  private boolean noneRuns(Set<Temperature> temperatures) {
    return slots.stream()
        .filter(Slot::isClaimed)
        .noneMatch(slot -> temperatures.stream().anyMatch(slot::isInitiatorOf));
  }

  @Override
  public Subscription subscribe(SlotListener listener) {
    return home.subscribe(listener);
  }

  @Override
  public List<SlotView> views() {
    return slots.stream().map(Slot::view).flatMap(Optional::stream).toList();
  }

  @Override
  public Optional<Duration> roundTrip() {
    return home.roundTrip();
  }

  Mux mux() {
    return mux;
  }
}
