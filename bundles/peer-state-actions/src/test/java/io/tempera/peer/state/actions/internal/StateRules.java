package io.tempera.peer.state.actions.internal;

import static io.tempera.peer.state.actions.internal.Surroundings.hold;

import io.tempera.peer.PeerStatus;
import io.tempera.peer.state.actions.internal.Connecting.Stage;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;

/** What must hold between two events. */
final class StateRules {
  private StateRules() {}

  static void check(World world) {
    hold(!world.owesHot, "a promotion to hot is said at once");
    switch (world.peer) {
      case Connecting peer -> connecting(world, peer);
      case Live peer -> live(world, peer);
      case Gone peer -> gone(world);
    }
  }

  private static void connecting(World world, Connecting peer) {
    hold(!(peer.stage() instanceof Stage.Starting), "initiators start in one go");
    hold(world.waiting == Asker.bits(peer.callers()), "who waits is who is kept");
    boolean idle = peer.stage() instanceof Stage.Idle;
    boolean waitedFor = !(peer.stage() instanceof Stage.Abandoned) || !peer.callers().isEmpty();
    timers(world, !idle && waitedFor, false, false);
    hold(!world.hotCounted, "it is not hot");
  }

  private static void live(World world, Live peer) {
    var deactivation = peer.work().deactivation();
    var closing = peer.work().closing();
    int kept =
        deactivation.map(d -> Asker.bits(d.callers())).orElse(0)
            | closing.map(c -> Asker.bits(c.callers())).orElse(0);
    hold(world.waiting == kept, "who waits is who is kept");
    timers(world, false, deactivation.isPresent(), closing.filter(c -> !c.releasing()).isPresent());
    hold(world.hotCounted == peer.hotTimed(), "a hot time is counted once");
    hold(!world.owesCooling || peer.status() == PeerStatus.COOLING, "it cools before it says so");
    for (Place place : Place.ALL) {
      hold(isKnown(world.slots[place.index()], peer, place), "a slot is what it is taken for");
      hold(isFollowed(world.slots[place.index()], peer, place), "an end is followed");
    }
    hold(!world.goingDown || !peer.isUp(), "a peer cools when everything goes down");
    if (peer.ending().loss().isEmpty()) {
      control(world, peer);
      overs(world, peer);
    }
  }

  /** Initiators are waited for until they are over, also those that have begun late. */
  private static void overs(World world, Live peer) {
    boolean deactivates = peer.work().deactivation().isPresent();
    boolean waits = peer.work().closing().filter(c -> !c.releasing()).isPresent();
    boolean releases = peer.work().closing().isPresent() && !waits;
    hold(world.hotAwaited || !deactivates, "the slots are asked when no hot one runs");
    hold(world.allAwaited || !waits, "the slots are asked when none runs");
    hold(
        peer.status() != PeerStatus.WARM
            || Place.of(Temperature.HOT).stream().noneMatch(world::mayRun),
        "nothing hot runs at a warm peer, nor will");
    hold(!releases || none(world), "a connection is given back when nothing runs, nor will");
  }

  private static boolean none(World world) {
    return Place.ALL.stream().noneMatch(world::mayRun);
  }

  private static boolean isKnown(int slot, Live peer, Place place) {
    Run run = peer.results().of(place.temperature()).get(place.number());
    return switch (slot) {
      case World.RUNNING -> run instanceof Run.Running;
      case World.ENDED -> run instanceof Run.Returned;
      case World.FAILED -> run instanceof Run.Errored;
      default -> run == null;
    };
  }

  /** What ends at a peer takes it down; a failure ends its multiplexer, too. */
  private static boolean isFollowed(int slot, Live peer, Place place) {
    if (!peer.isUp() || slot != World.ENDED && slot != World.FAILED) {
      return true;
    }
    return slot == World.ENDED
        && place.temperature() == Temperature.HOT
        && (peer.status() == PeerStatus.WARM || peer.work().deactivation().isPresent());
  }

  /** The table of control messages. */
  private static void control(World world, Live peer) {
    boolean demoting = peer.work().deactivation().isPresent();
    switch (peer.status()) {
      case WARM ->
          control(
              world, ControlMessage.CONTINUE, ControlMessage.CONTINUE, ControlMessage.TERMINATE);
      case HOT -> {
        if (demoting) {
          control(
              world, ControlMessage.CONTINUE, ControlMessage.CONTINUE, ControlMessage.TERMINATE);
        } else {
          control(world, ControlMessage.CONTINUE, ControlMessage.QUIESCE, ControlMessage.CONTINUE);
        }
      }
      case COOLING, COLD ->
          control(
              world, ControlMessage.TERMINATE, ControlMessage.TERMINATE, ControlMessage.TERMINATE);
    }
  }

  private static void control(
      World world, ControlMessage established, ControlMessage warm, ControlMessage hot) {
    hold(
        world.control[Temperature.ESTABLISHED.ordinal()] == established
            && world.control[Temperature.WARM.ordinal()] == warm
            && world.control[Temperature.HOT.ordinal()] == hot,
        "each temperature is asked what the table says");
  }

  private static void gone(World world) {
    hold(world.waiting == 0, "everybody was told");
    timers(world, false, false, false);
    hold(!world.hotCounted, "it was said how long it was hot");
    hold(!world.owesCooling, "it was said that it cools");
    hold(
        world.mux != World.ALIVE || world.releasing || world.released,
        "its connection was given back or has ended");
    hold(world.mux != World.ALIVE || none(world), "the next life begins with nothing that runs");
    hold(
        world.goingDown || !(world.acquiring || world.releasing || world.awaiting),
        "nothing of it is left");
  }

  /** A timer is set while something waits, and only then. */
  private static void timers(World world, boolean establish, boolean deactivate, boolean close) {
    hold(isSet(world, TimerKind.ESTABLISH) == establish, "the timer of an establish");
    hold(isSet(world, TimerKind.DEACTIVATE) == deactivate, "the timer of a deactivation");
    hold(isSet(world, TimerKind.CLOSE) == close, "the timer of a close");
  }

  private static boolean isSet(World world, TimerKind kind) {
    return world.timers[kind.ordinal()] != 0;
  }
}
