package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the latest transitions of every connection for as long as the connection manager has an
 * entry for it, and of the last {@value RecentEnds#KEPT} that ended.
 *
 * <p>Only the connection manager's transitions begin a history, and its last one ends it: whatever
 * else is said of a connection may come late, and is then added to what ended.
 */
@Component(
    service = {Histories.class, TraceListener.class},
    immediate = true,
    configurationPid = ShellConfig.PID)
public final class Histories implements TraceListener<Trace> {
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Of connections that are being opened, by remote address: they have no other name yet. */
  private final Map<SocketAddress, History> beginning = new LinkedHashMap<>();

  private final SequencedMap<ConnectionId, History> open = new LinkedHashMap<>();
  private final SequencedMap<ConnectionId, History> ended = new LinkedHashMap<>();
  private volatile ViewSettings settings;

  /** Begins with none. */
  @Activate
  public Histories(@Reference TemperaRuntime runtime, ShellConfig config) {
    clock = runtime.clock();
    settings = ViewSettings.of(config);
  }

  /** Keeps more, or fewer, of each connection from its next transition on. */
  @Modified
  void modified(ShellConfig config) {
    settings = ViewSettings.of(config);
  }

  @Override
  public Class<Trace> type() {
    return Trace.class;
  }

  @Override
  public void happened(Trace trace) {
    Optional<Transitions.Transition> told = Transitions.of(trace);
    if (told.isEmpty() && !concerns(trace)) {
      return;
    }
    Instant now = clock.wallTime();
    lock.lock();
    try {
      if (trace instanceof ConnectionTrace.Transition moved) {
        begin(moved, now);
      }
      told.ifPresent(transition -> add(transition, now));
      explain(trace, now);
      if (trace instanceof ConnectionTrace.Transition moved
          && moved.to() == ConnectionState.UNKNOWN) {
        end(moved);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What tells more than a transition of a connection that has both its addresses. */
  private static boolean concerns(Trace trace) {
    return trace instanceof ConnectionTrace.Transition
        || trace instanceof ConnectionTrace.Refused
        || trace instanceof PeerStatusChangeFailure;
  }

  /** An entry without a local address is known by its remote one until it has both. */
  private void begin(ConnectionTrace.Transition moved, Instant now) {
    if (moved.connectionId().isEmpty()) {
      beginning
          .computeIfAbsent(moved.remote(), any -> new History(true))
          .add(
              now,
              Transitions.connection(moved.from() + " -> " + moved.to()),
              settings.transitionsKept());
    } else if (!open.containsKey(moved.connectionId().get())) {
      History before =
          moved.from() == ConnectionState.RESERVED_OUTBOUND
              ? beginning.remove(moved.remote())
              : null;
      open.put(moved.connectionId().get(), before == null ? new History(false) : before);
    }
  }

  private void add(Transitions.Transition transition, Instant now) {
    known(transition.connection())
        .ifPresent(history -> history.add(now, transition.what(), settings.transitionsKept()));
  }

  /** What this node makes of a peer may be told after the end of its connection. */
  private Optional<History> known(ConnectionId id) {
    return Optional.ofNullable(open.getOrDefault(id, ended.get(id)));
  }

  /** Why a connection ended, or came to nothing: for whoever asks when it is gone. */
  private void explain(Trace trace, Instant now) {
    switch (trace) {
      case ConnectionTrace.Closed(var id, var byError, var why) ->
          known(id).ifPresent(history -> history.because(now, why));
      case ConnectionTrace.Refused(var id, var reason) ->
          known(id).ifPresent(history -> history.because(now, "turned away: " + reason.text()));
      case PeerStatusChangeFailure(ColdToWarm change, var reason) when change.local().isPresent() ->
          known(new ConnectionId(change.local().get(), change.remote()))
              .ifPresent(history -> history.because(now, reason.text()));
      case PeerStatusChangeFailure(ColdToWarm change, var reason) ->
          dialled(change.remote())
              .ifPresent(
                  history -> {
                    history.add(
                        now, Transitions.failed(change, reason), settings.transitionsKept());
                    history.because(now, reason.text());
                  });
      default -> {}
    }
  }

  /**
   * Of the connection that was to become a peer: whoever says that it did not knows its remote
   * address alone.
   */
  private Optional<History> dialled(SocketAddress remote) {
    return Stream.of(open, ended)
        .flatMap(histories -> histories.sequencedEntrySet().reversed().stream())
        .filter(entry -> entry.getKey().remote().equals(remote))
        .map(Map.Entry::getValue)
        .filter(History::awaitsOutcome)
        .findFirst();
  }

  private void end(ConnectionTrace.Transition moved) {
    if (moved.connectionId().isEmpty()) {
      beginning.remove(moved.remote());
      return;
    }
    ConnectionId id = moved.connectionId().get();
    ended.remove(id);
    ended.put(id, open.remove(id));
    if (ended.size() > RecentEnds.KEPT) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  /** The latest transitions of a connection that is there, the oldest first. */
  List<History.Entry> of(ConnectionId connection) {
    return entries(open, connection);
  }

  /** The same of one that is being opened and has no local address yet. */
  List<History.Entry> ofBeginning(SocketAddress remote) {
    return entries(beginning, remote);
  }

  /** The same of one that has ended. */
  List<History.Entry> ofEnded(ConnectionId connection) {
    return entries(ended, connection);
  }

  /** Why one that has ended did, and when that was said; empty where nobody did. */
  Optional<History.Entry> reasonOfEnd(ConnectionId connection) {
    lock.lock();
    try {
      return Optional.ofNullable(ended.get(connection)).flatMap(History::reason);
    } finally {
      lock.unlock();
    }
  }

  private <K> List<History.Entry> entries(Map<K, History> histories, K key) {
    lock.lock();
    try {
      return Optional.ofNullable(histories.get(key)).map(History::entries).orElse(List.of());
    } finally {
      lock.unlock();
    }
  }

  /** Those that ended, the last one first. */
  List<ConnectionId> ended() {
    lock.lock();
    try {
      return new ArrayList<>(ended.keySet()).reversed();
    } finally {
      lock.unlock();
    }
  }
}
