package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DataFlow;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can happen to some entries, likely or not. */
sealed interface Happening {
  /** Somebody wants to use a connection. */
  record Acquire(Caller caller, SocketAddress remote, Provenance provenance) implements Happening {}

  /** A connection was accepted. */
  record Include(Caller caller, ConnectionId id) implements Happening {}

  /** Somebody asks something of a connection. */
  record Ask(Caller caller, ConnectionId id, Event event, List<ConnectionId> order)
      implements Happening {}

  /** Something becomes of an entry. */
  record Tell(Entry entry, Event event) implements Happening {}

  /** A dialled connection has its two addresses. */
  record Dialled(Entry entry, ConnectionId id) implements Happening {}

  /** Somebody no longer waits. */
  record GaveUp(Caller caller) implements Happening {}

  /** The end. */
  record Shutdown() implements Happening {}

  /**
   * Everything that can.
   *
   * @param most how many entries there may be; nobody begins another one then
   * @param flows what may be agreed
   */
  static List<Happening> in(EntriesWorld world, int most, List<DataFlow> flows) {
    List<Happening> all = new ArrayList<>();
    Set<EntriesWorld.Anybody> free = EnumSet.range(EntriesWorld.Anybody.A, EntriesWorld.Anybody.B);
    for (Entry entry : world.entries()) {
      for (Waiting waiting : entry.waiting()) {
        free.remove((EntriesWorld.Anybody) waiting.caller());
        all.add(new GaveUp(waiting.caller()));
      }
    }
    List<InetSocketAddress> remotes = EntriesWorld.remotes(most);
    if (!free.isEmpty()) {
      Caller caller = free.iterator().next();
      for (InetSocketAddress remote : remotes) {
        boolean isNew = world.entries().stream().noneMatch(e -> e.remote().equals(remote));
        ConnectionId id = EntriesWorld.atListeningPort(remote);
        if (!isNew || world.entries().size() < most) {
          all.add(new Acquire(caller, remote, Provenance.OUTBOUND));
        }
        if (world.find(id).isPresent() || world.entries().size() < most) {
          all.add(new Include(caller, id));
        }
      }
    }
    for (Entry entry : world.entries()) {
      entry.connectionId().ifPresent(id -> addAsked(all, world, id, free));
      addTold(all, entry, world.isTimerRunning(entry), flows);
    }
    all.add(new Shutdown());
    return all;
  }

  private static void addAsked(
      List<Happening> all, EntriesWorld world, ConnectionId id, Set<EntriesWorld.Anybody> free) {
    Caller governor = EntriesWorld.Anybody.GOVERNOR;
    for (List<ConnectionId> order : orders(world)) {
      all.add(new Ask(governor, id, new Event.PromotedToWarmRemote(governor), order));
      free.stream()
          .findFirst()
          .ifPresent(caller -> all.add(new Ask(caller, id, new Event.Release(caller), order)));
    }
    all.add(new Ask(governor, id, new Event.DemotedToColdRemote(governor), List.of()));
    all.add(new Ask(governor, id, new Event.ReleaseInbound(governor), List.of()));
  }

  /** A policy may say nothing, name anything first, or something that is not there. */
  private static List<List<ConnectionId>> orders(EntriesWorld world) {
    List<List<ConnectionId>> orders = new ArrayList<>(List.of(List.of()));
    ConnectionId nonsense = EntriesWorld.atOtherPort(new InetSocketAddress("127.0.0.3", 1));
    List<ConnectionId> ids =
        world.entries().stream().flatMap(entry -> entry.connectionId().stream()).toList();
    for (int i = 0; i < ids.size(); i++) {
      ConnectionId first = ids.get(i);
      orders.add(List.of(nonsense, first, first, ids.get((i + 1) % ids.size())));
    }
    return orders;
  }

  private static void addTold(
      List<Happening> all, Entry entry, boolean timerRuns, List<DataFlow> flows) {
    all.add(new Dialled(entry, EntriesWorld.atListeningPort(entry.remote())));
    all.add(new Dialled(entry, EntriesWorld.atOtherPort(entry.remote())));
    Failure failure = Failure.of(FailureCategory.REMOTE_CLOSED, "it broke");
    all.add(new Tell(entry, new Event.DialFailed(failure)));
    entry
        .connectionId()
        .ifPresent(
            id -> {
              for (DataFlow flow : flows) {
                Provenance opener =
                    States.hasOutboundSide(entry.state())
                        ? Provenance.OUTBOUND
                        : Provenance.INBOUND;
                all.add(
                    new Tell(entry, new Event.Negotiated(new Samples.Handle(id, opener, flow))));
              }
            });
    DisconnectReason broken = new DisconnectReason.HandlerFailed(failure);
    all.add(new Tell(entry, new Event.HandshakeRefused(broken)));
    all.add(new Tell(entry, new Event.HandshakeBroken(broken)));
    all.add(new Tell(entry, new Event.MuxEnded(new MuxEnd.Stopped())));
    all.add(
        new Tell(
            entry, new Event.MuxEnded(new MuxEnd.Failed(new MuxError.UnknownMiniProtocol(9)))));
    if (timerRuns) {
      all.add(new Tell(entry, new Event.TimeUp(entry.round())));
    }
  }

  /** Who asks, of those who ask. */
  default List<Caller> asking() {
    return switch (this) {
      case Acquire acquire -> List.of(acquire.caller());
      case Include include -> List.of(include.caller());
      case Ask ask -> List.of(ask.caller());
      default -> List.of();
    };
  }
}
