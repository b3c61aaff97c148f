package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
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
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the latest transitions of every connection for as long as the connection manager has an
 * entry for it, and of the last {@value RecentEnds#KEPT} that ended.
 *
 * <p>Only the connection manager's transitions begin a history, and its last one ends it: whatever
 * else is said of a connection may come late.
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

  private final Map<ConnectionId, History> open = new LinkedHashMap<>();
  private final Map<ConnectionId, History> ended = new LinkedHashMap<>();
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
    if (told.isEmpty() && !(trace instanceof ConnectionTrace.Transition)) {
      return;
    }
    Instant now = clock.wallTime();
    lock.lock();
    try {
      if (trace instanceof ConnectionTrace.Transition moved) {
        begin(moved, now);
      }
      told.ifPresent(transition -> add(transition, now));
      if (trace instanceof ConnectionTrace.Transition moved
          && moved.to() == ConnectionState.UNKNOWN) {
        end(moved);
      }
    } finally {
      lock.unlock();
    }
  }

  /** An entry without a local address is known by its remote one until it has both. */
  private void begin(ConnectionTrace.Transition moved, Instant now) {
    if (moved.connectionId().isEmpty()) {
      beginning
          .computeIfAbsent(moved.remote(), any -> new History())
          .add(
              now,
              Transitions.connection(moved.from() + " -> " + moved.to()),
              settings.transitionsKept());
    } else if (!open.containsKey(moved.connectionId().get())) {
      History before =
          moved.from() == ConnectionState.RESERVED_OUTBOUND
              ? beginning.remove(moved.remote())
              : null;
      open.put(moved.connectionId().get(), before == null ? new History() : before);
    }
  }

  private void add(Transitions.Transition transition, Instant now) {
    History history = open.get(transition.connection());
    if (history != null) {
      history.add(now, transition.what(), settings.transitionsKept());
    }
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
