package io.tempera.peer.state.actions.internal;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.state.actions.internal.Connecting.Stage;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A world as one number, and back. It is exact: two worlds have the same number only if they are
 * the same but for what is named here, which nothing depends on but what is said.
 *
 * <ul>
 *   <li>Texts, delays, and what a refusal says: only told.
 *   <li>Which number a caller has: only told apart. How many wait for what is in the number.
 *   <li>How often timers were set: a timer has the generation that is current, and that no other
 *       counts is checked in each state.
 *   <li>Which of the two mini-protocols of a temperature is which: their numbers only order what is
 *       said, and no rule names a number. The one that is further comes first.
 *   <li>How initiators of a peer that is not warm yet, or is cold again, are doing: nobody looks at
 *       them, which is checked in each state.
 *   <li>That a slot waits for something to run, where nothing can start any more.
 * </ul>
 */
final class WorldKey {
  private static final Connecting.Wish WISH =
      new Connecting.Wish(DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
  private static final Refusal REFUSAL = new Refusal.TooSlow(World.LIMIT);
  private static final List<Stage> STAGES =
      List.of(
          new Stage.Idle(),
          new Stage.Acquiring(),
          new Stage.Undoing(REFUSAL),
          new Stage.Abandoned());

  private long bits;
  private int at;

  private WorldKey(long bits) {
    this.bits = bits;
  }

  static long of(World world) {
    WorldKey key = new WorldKey(0);
    key.put(2, world.peer instanceof Connecting ? 0 : world.peer instanceof Live ? 1 : 2);
    key.put(world.goingDown);
    key.put(world.acquiring);
    key.put(world.releasing);
    key.put(world.awaiting);
    switch (world.peer) {
      case Connecting peer -> key.put(world, peer);
      case Live peer -> key.put(world, peer);
      case Gone peer -> {
        // What is left of it is in the tasks.
      }
    }
    return key.bits;
  }

  static World world(long bits) {
    WorldKey key = new WorldKey(bits);
    World world = new World();
    int kind = key.take(2);
    world.goingDown = key.take();
    world.acquiring = key.take();
    world.releasing = key.take();
    world.awaiting = key.take();
    switch (kind) {
      case 0 -> key.takeConnecting(world);
      case 1 -> key.takeLive(world);
      default -> world.peer = new Gone(Optional.of(World.ID), Results.NONE);
    }
    return world;
  }

  private void put(World world, Connecting peer) {
    put(2, stage(peer.stage()));
    put(2, peer.callers().size());
    put(peer.stopping());
    put(2, world.mux);
  }

  private static int stage(Stage stage) {
    return switch (stage) {
      case Stage.Idle idle -> 0;
      case Stage.Acquiring acquiring -> 1;
      case Stage.Starting starting -> throw new AssertionError("initiators start in one go");
      case Stage.Undoing undoing -> 2;
      case Stage.Abandoned abandoned -> 3;
    };
  }

  private void takeConnecting(World world) {
    Stage stage = STAGES.get(take(2));
    List<Long> callers = Asker.ESTABLISH.first(take(2));
    boolean stopping = take();
    world.mux = take(2);
    world.waiting = Asker.bits(callers);
    boolean idle = stage instanceof Stage.Idle;
    Connecting peer =
        new Connecting(
            World.ID.remote(),
            idle ? Optional.empty() : Optional.of(WISH),
            callers,
            stage,
            world.mux == World.NO_MUX ? Optional.empty() : Optional.of(World.ID),
            Results.NONE,
            idle ? 0 : 1,
            stopping);
    world.peer = peer;
    world.timers[TimerKind.ESTABLISH.ordinal()] = peer.isTimed() ? 1 : 0;
  }

  private void put(World world, Live peer) {
    put(2, peer.status().ordinal());
    put(2, world.mux);
    put(world.released);
    put(world.hotAwaited);
    put(world.allAwaited);
    put(world.owesCooling);
    put(peer.hotTimed());
    Optional<Work.Deactivation> deactivation = peer.work().deactivation();
    put(deactivation.isPresent());
    put(2, deactivation.map(d -> d.callers().size()).orElse(0));
    put(deactivation.map(Work.Deactivation::monitor).orElse(false));
    Optional<Work.Closing> closing = peer.work().closing();
    put(closing.isPresent());
    put(2, closing.map(c -> c.callers().size()).orElse(0));
    put(closing.map(Work.Closing::monitor).orElse(false));
    put(closing.map(Work.Closing::releasing).orElse(false));
    put(peer.ending().demotionAwaited());
    put(peer.ending().monitorError().isPresent());
    put(peer.ending().stopping());
    for (ControlMessage message : world.control) {
      put(2, message.ordinal());
    }
    int[] slots = new int[6];
    for (Place place : Place.ALL) {
      int slot = world.slots[place.index()];
      slots[place.index()] = slot == World.WAITING && !world.mayStart(place) ? World.IDLE : slot;
    }
    Optional<Ending.Loss> loss = peer.ending().loss();
    int first = order(slots, loss.flatMap(Ending.Loss::first));
    for (int slot : slots) {
      put(3, slot);
    }
    put(loss.isPresent());
    put(2, loss.map(l -> l.before().ordinal()).orElse(0));
    put(3, first);
    put(loss.map(Ending.Loss::told).orElse(false));
  }

  /** Puts the one that is further first; says where the first that failed is then, from 1 on. */
  private static int order(int[] slots, Optional<MiniProtocolError> firstError) {
    int first = firstError.map(e -> Place.numbered(e.number()).index() + 1).orElse(0);
    for (int i = 0; i < slots.length; i += 2) {
      boolean isHere = first == i + 1 || first == i + 2;
      if (slots[i] < slots[i + 1]) {
        int further = slots[i + 1];
        slots[i + 1] = slots[i];
        slots[i] = further;
        first = !isHere ? first : first == i + 1 ? i + 2 : i + 1;
      } else if (isHere && slots[i] == slots[i + 1]) {
        first = i + 1;
      }
    }
    return first;
  }

  private void takeLive(World world) {
    PeerStatus status = PeerStatus.values()[take(2)];
    world.mux = take(2);
    world.released = take();
    world.hotAwaited = take();
    world.allAwaited = take();
    world.owesCooling = take();
    world.hotCounted = take();
    Work work = takeWork(world);
    boolean demotionAwaited = take();
    Optional<Refusal> monitorError = take() ? Optional.of(REFUSAL) : Optional.empty();
    boolean stopping = take();
    for (int i = 0; i < world.control.length; i++) {
      world.control[i] = ControlMessage.values()[take(2)];
    }
    for (int i = 0; i < world.slots.length; i++) {
      world.slots[i] = take(3);
    }
    Ending ending = new Ending(takeLoss(), demotionAwaited, monitorError, stopping);
    world.peer = new Live(World.ID, status, results(world), world.hotCounted, work, ending);
  }

  private Work takeWork(World world) {
    boolean deactivates = take();
    Work.Deactivation deactivation = new Work.Deactivation(Asker.DEACTIVATE.first(take(2)), take());
    boolean closes = take();
    Work.Closing closing = new Work.Closing(Asker.CLOSE.first(take(2)), take(), take());
    world.waiting = Asker.bits(deactivation.callers()) | Asker.bits(closing.callers());
    world.timers[TimerKind.DEACTIVATE.ordinal()] = deactivates ? 1 : 0;
    world.timers[TimerKind.CLOSE.ordinal()] = closes && !closing.releasing() ? 1 : 0;
    return new Work(
        Optional.empty(),
        deactivates ? Optional.of(deactivation) : Optional.empty(),
        1,
        closes ? Optional.of(closing) : Optional.empty());
  }

  private Optional<Ending.Loss> takeLoss() {
    boolean lost = take();
    PeerStatus before = PeerStatus.values()[take(2)];
    int first = take(3);
    boolean told = take();
    return lost
        ? Optional.of(
            new Ending.Loss(
                before,
                first == 0 ? Optional.empty() : Optional.of(error(Place.ALL.get(first - 1))),
                told))
        : Optional.empty();
  }

  private static MiniProtocolError error(Place place) {
    return new MiniProtocolError(place.temperature(), place.number(), place.failure());
  }

  private static Results results(World world) {
    SortedMap<Temperature, SortedMap<Integer, Run>> runs = new TreeMap<>();
    for (Place place : Place.ALL) {
      Run run =
          switch (world.slots[place.index()]) {
            case World.RUNNING -> new Run.Running();
            case World.ENDED -> new Run.Returned("done", Optional.of(World.DELAY));
            case World.FAILED -> new Run.Errored(place.failure(), Optional.of(World.DELAY));
            default -> null;
          };
      if (run != null) {
        runs.computeIfAbsent(place.temperature(), t -> new TreeMap<>()).put(place.number(), run);
      }
    }
    return new Results(runs);
  }

  private void put(boolean value) {
    put(1, value ? 1 : 0);
  }

  private void put(int width, int value) {
    bits |= (long) value << at;
    at += width;
  }

  private boolean take() {
    return take(1) == 1;
  }

  private int take(int width) {
    int value = (int) (bits >>> at) & (1 << width) - 1;
    at += width;
    return value;
  }
}
