package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Some entries, as an exploration compares them: which of several remote addresses and callers it
 * is makes no difference.
 *
 * @param timers which timers run, entry by entry
 */
record EntriesWorld(List<Entry> entries, List<Boolean> timers) {
  static final EntriesWorld EMPTY = new EntriesWorld(List.of(), List.of());

  private static final InetSocketAddress OTHER_PORT = new InetSocketAddress("127.0.0.1", 40_000);
  private static final List<InetSocketAddress> REMOTES =
      IntStream.rangeClosed(1, 5).mapToObj(i -> new InetSocketAddress("127.0.0.2", i)).toList();

  /** Callers without a name of their own. */
  enum Anybody implements Caller {
    A,
    B,
    C,
    /** Asks only what is answered at once. */
    GOVERNOR;

    @Override
    public void answer(Reply reply) {
      throw new UnsupportedOperationException("The registry does not answer by itself");
    }
  }

  EntriesWorld {
    entries = List.copyOf(entries);
    timers = List.copyOf(timers);
  }

  /** The addresses that there are with so many remote sides. */
  static List<InetSocketAddress> remotes(int count) {
    return REMOTES.subList(0, count);
  }

  /** A connection that begins, or ends, where this node listens. */
  static ConnectionId atListeningPort(SocketAddress remote) {
    return new ConnectionId(Samples.LOCAL, remote);
  }

  /** A connection that begins anywhere. */
  static ConnectionId atOtherPort(SocketAddress remote) {
    return new ConnectionId(OTHER_PORT, remote);
  }

  long inbound() {
    return entries.stream().filter(entry -> counts(entry.state())).count();
  }

  /** What counts against the limit, from the reference's list. */
  static boolean counts(ConnectionState state) {
    return switch (state) {
      case UNNEGOTIATED_IN, INBOUND_IDLE_UNI, INBOUND_IDLE_DUP, INBOUND_UNI, INBOUND_DUP, DUPLEX ->
          true;
      default -> false;
    };
  }

  boolean isTimerRunning(Entry entry) {
    return timers.get(entries.indexOf(entry));
  }

  Optional<Entry> find(ConnectionId id) {
    return entries.stream().filter(entry -> entry.connectionId().equals(Optional.of(id))).findAny();
  }

  /** The same world, with everything in it named by its place. */
  static EntriesWorld of(List<Entry> entries, Map<Long, Boolean> timers) {
    List<Entry> sorted =
        entries.stream().sorted(Comparator.comparing(EntriesWorld::whateverItIsCalled)).toList();
    Map<SocketAddress, SocketAddress> remotes = new LinkedHashMap<>();
    Map<Caller, Caller> callers = new LinkedHashMap<>();
    List<Entry> named = new ArrayList<>();
    for (Entry entry : sorted) {
      SocketAddress remote =
          remotes.computeIfAbsent(entry.remote(), any -> REMOTES.get(remotes.size()));
      Optional<ConnectionId> id =
          entry.connectionId().map(old -> new ConnectionId(old.local(), remote));
      List<Waiting> waiting =
          entry.waiting().stream()
              .map(
                  w ->
                      new Waiting(
                          callers.computeIfAbsent(
                              w.caller(), any -> Anybody.values()[callers.size()]),
                          w.kind()))
              .toList();
      named.add(
          new Entry(
              named.size() + 1,
              remote,
              id,
              entry.state(),
              entry.handle().map(handle -> renamed(handle, id.orElseThrow())),
              entry.lingers(),
              Samples.timeless(entry).holders(),
              1,
              waiting));
    }
    return new EntriesWorld(
        named, sorted.stream().map(entry -> timers.getOrDefault(entry.id(), false)).toList());
  }

  private static ConnectionHandle renamed(ConnectionHandle handle, ConnectionId id) {
    return new Samples.Handle(id, handle.provenance(), handle.agreed().dataFlow());
  }

  private static String whateverItIsCalled(Entry entry) {
    return entry.state().name()
        + entry.connectionId().map(ConnectionId::local)
        + entry.handle().map(ConnectionHandle::provenance)
        + entry.lingers()
        + entry.waiting().stream().map(Waiting::kind).toList();
  }
}
