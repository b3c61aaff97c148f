package io.tempera.testkit;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A network in memory with the manners of TCP: four-tuples, ephemeral ports, backlogs, refused and
 * unanswered connections, simultaneous open, a socket connected to itself, a bounded transport
 * buffer, FIN against reset. Everything happens on its loop, which is the runtime's timers: on a
 * {@link VirtualRuntime} it is deterministic.
 *
 * <p>It is itself the {@link BearerFactory} of host 127.0.0.1; {@link #host} gives those of others.
 * Bytes that arrived before a reset can still be read, as on Linux; after it nothing is written. To
 * show who keeps what is only lent, a buffer is overwritten as soon as {@code received} returns.
 */
public final class MemoryNetwork implements BearerFactory {
  /** When a dial that found the backlog full tries again: Linux's first retransmission. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final TemperaRuntime runtime;
  private final MemorySettings settings;
  private final Ports ports = new Ports();
  private final MemoryHost localhost = new MemoryHost(this, "127.0.0.1");
  private final Map<String, MemoryListener> listeners = new ConcurrentSkipListMap<>();
  private final Map<ConnectionId, PendingDial> dials = new ConcurrentSkipListMap<>();
  private final Map<ConnectionId, End> ends = new ConcurrentSkipListMap<>();
  private final Set<String> silent = new ConcurrentSkipListSet<>();
  private volatile Function<ConnectionId, MemorySettings> conditions;
  private volatile Consumer<MemoryConnection> whenOpened = connection -> {};

  /** A network like sockets, without latency. */
  public MemoryNetwork(TemperaRuntime runtime) {
    this(runtime, MemorySettings.likeSockets());
  }

  /** A network with settings of its own. */
  public MemoryNetwork(TemperaRuntime runtime, MemorySettings settings) {
    this.runtime = runtime;
    this.settings = settings;
    this.conditions = dialled -> settings;
  }

  /**
   * The factory of a host: what dials without a local address comes from it, and 0.0.0.0 means it.
   *
   * @param address an IP address, made up
   */
  public BearerFactory host(String address) {
    return new MemoryHost(this, address);
  }

  /** Dials from 127.0.0.1. */
  @Override
  public Bearer dial(DialRequest request) throws InterruptedException {
    return localhost.dial(request);
  }

  /** Listens; an address of any host will do. */
  @Override
  public BearerListener listen(SocketAddress local) {
    return localhost.listen(local);
  }

  /** The open connections, in the order of their dialled ids. */
  public List<MemoryConnection> connections() {
    return ends.values().stream()
        .map(End::connection)
        .distinct()
        .sorted((a, b) -> a.dialled().compareTo(b.dialled()))
        .toList();
  }

  /**
   * An open connection, by its id as either side sees it.
   *
   * @throws IllegalArgumentException when there is none
   */
  public MemoryConnection connection(ConnectionId id) {
    return Optional.ofNullable(ends.get(id))
        .map(End::connection)
        .orElseThrow(
            () -> new IllegalArgumentException("There is no " + id + ", only " + connections()));
  }

  /** Whether there is an open connection with this id, as one of its sides sees it. */
  public boolean isOpen(ConnectionId id) {
    return ends.containsKey(id);
  }

  /** Whether somebody accepts connections there. */
  public boolean isListening(SocketAddress address) {
    return listeners.containsKey(ConnectionId.text(address));
  }

  /** From now on dials to an address get no answer, and end by their timeout. */
  public void dropDialsTo(SocketAddress address) {
    silent.add(ConnectionId.text(address));
  }

  /** Ends {@link #dropDialsTo} for dials that begin later. */
  public void answerDialsTo(SocketAddress address) {
    silent.remove(ConnectionId.text(address));
  }

  /**
   * Gives connections that are dialled from now on settings of their own: latency, bandwidth and
   * sizes. Those of the network hold for connecting and for backlogs.
   *
   * @param byDialledId called once for each, on the network's loop
   */
  public void conditions(Function<ConnectionId, MemorySettings> byDialledId) {
    conditions = byDialledId;
  }

  /**
   * Shows each connection that comes about from now on, before a byte passes: the moment to let
   * something happen to it.
   *
   * @param hook called on the network's loop
   */
  public void whenOpened(Consumer<MemoryConnection> hook) {
    whenOpened = hook;
  }

  /**
   * Lets accepting fail: the connections that come next to an address are reset, and whoever
   * accepts is told that the remote side has gone, as by ECONNABORTED.
   *
   * @param count how many; at least 1
   * @throws IllegalArgumentException when nobody listens there
   */
  public void failAccepts(SocketAddress address, int count) {
    Optional.ofNullable(listeners.get(ConnectionId.text(address)))
        .orElseThrow(
            () -> new IllegalArgumentException("Nobody listens on " + ConnectionId.text(address)))
        .failAccepts(count);
  }

  /** Checks that no connection is open, nobody listens and nobody dials. */
  public void assertNothingLeft() {
    List<String> left = new ArrayList<>();
    ends.keySet().forEach(id -> left.add("open: " + id));
    listeners.keySet().forEach(address -> left.add("listening: " + address));
    dials.keySet().forEach(id -> left.add("dialling: " + id));
    if (!left.isEmpty()) {
      throw new AssertionError("The network is not empty at the end: " + left);
    }
  }

  MemoryHost localhost() {
    return localhost;
  }

  MemorySettings settings() {
    return settings;
  }

  /** Where tasks near the loop run: as all others do. */
  Tasks tasks() {
    return runtime.tasks();
  }

  /** Runs something on the loop. */
  void soon(Runnable action) {
    runtime.timers().after(Duration.ZERO, action);
  }

  private void afterLatency(Runnable action) {
    after(settings.latency(), action);
  }

  void after(Duration delay, Runnable action) {
    runtime.timers().after(delay, action);
  }

  long nanos() {
    return runtime.clock().nanos();
  }

  Bearer bearer(End end) {
    return new MemoryBearer(this, end);
  }

  MemoryListener open(InetSocketAddress wanted) {
    InetSocketAddress local = wanted.getPort() == 0 ? ports.next(wanted.getAddress()) : wanted;
    MemoryListener listener = new MemoryListener(this, local, runtime.newWait());
    if (listeners.putIfAbsent(ConnectionId.text(local), listener) != null) {
      throw new BearerException(
          FailureCategory.CONFIGURATION,
          "Somebody listens on "
              + ConnectionId.text(local)
              + " already: choose another port, or stop the other one",
          Optional.empty());
    }
    return listener;
  }

  void forget(MemoryListener listener) {
    listeners.remove(ConnectionId.text(listener.localAddress()), listener);
  }

  void forget(End end) {
    ends.remove(end.id(), end);
  }

  /** Blocks until connected. */
  End dial(DialRequest request, InetSocketAddress from) throws InterruptedException {
    PendingDial dial = new PendingDial(request, runtime.newWait());
    InetSocketAddress local = from.getPort() == 0 ? ports.next(from.getAddress()) : from;
    ConnectionId id = new ConnectionId(local, request.remote());
    soon(() -> begin(id, dial));
    try {
      return dial.await();
    } finally {
      soon(
          () -> {
            dials.remove(id, dial);
            dial.stopTrying();
          });
    }
  }

  private void begin(ConnectionId id, PendingDial dial) {
    if (!dial.isOpen()) {
      return;
    }
    if (ends.containsKey(id) || dials.putIfAbsent(id, dial) != null) {
      refuse(dial, FailureCategory.WRONG_STATE, "There is a connection " + id + " already");
      return;
    }
    afterLatency(() -> knock(id, dial));
  }

  /** The first packet of a dial arrives at the remote side. */
  private void knock(ConnectionId id, PendingDial dial) {
    String remote = ConnectionId.text(id.remote());
    if (!dial.isOpen() || dial.isMatched() || silent.contains(remote)) {
      return;
    }
    ConnectionId reversed = new ConnectionId(id.remote(), id.local());
    MemoryListener listener = listeners.get(remote);
    PendingDial crossing = dials.get(reversed);
    if (crossing != null && crossing.isOpen()) {
      cross(id, dial, crossing);
    } else if (listener == null || ends.containsKey(reversed)) {
      String why = listener == null ? "nobody listens there" : "it knows " + reversed + " already";
      afterLatency(
          () ->
              refuse(
                  dial, FailureCategory.REMOTE_CLOSED, remote + " refused the connection: " + why));
    } else if (listener.isFull()) {
      dial.tryAgainBy(runtime.timers().after(RETRY, () -> knock(id, dial)));
    } else {
      dial.match();
      MemoryConnection connection = new MemoryConnection(this, id, conditions.apply(id));
      List<End> both = connection.open();
      whenOpened.accept(connection);
      ends.put(reversed, both.getLast());
      listener.offer(both.getLast());
      afterLatency(() -> establish(dial, both.getFirst()));
    }
  }

  /** Two dials meet: one connection, and nobody accepts it. */
  private void cross(ConnectionId id, PendingDial dial, PendingDial crossing) {
    dial.match();
    crossing.match();
    MemoryConnection connection = new MemoryConnection(this, id, conditions.apply(id));
    if (dial == crossing) {
      End only = connection.openToItself();
      whenOpened.accept(connection);
      establish(dial, only);
      return;
    }
    List<End> both = connection.open();
    whenOpened.accept(connection);
    establish(crossing, both.getLast());
    afterLatency(() -> establish(dial, both.getFirst()));
  }

  private void establish(PendingDial dial, End end) {
    if (!end.isClosed()) {
      ends.put(end.id(), end);
    }
    dials.remove(end.id(), dial);
    if (!dial.end(new PendingDial.Connected(end))) {
      end.close();
    }
  }

  private void refuse(PendingDial dial, FailureCategory category, String message) {
    dial.end(new PendingDial.Refused(new BearerException(category, message, Optional.empty())));
  }
}
