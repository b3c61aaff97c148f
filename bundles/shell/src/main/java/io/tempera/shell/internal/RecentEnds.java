package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps the last {@value #KEPT} connections that ended, or came to nothing, and why. */
@Component(
    service = {RecentEnds.class, TraceListener.class},
    immediate = true)
public final class RecentEnds implements TraceListener<Trace> {
  /** How many are kept. */
  static final int KEPT = 100;

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<End> ends = new ArrayDeque<>(KEPT);

  /** One of them. */
  private record End(Instant when, String connection, boolean inOrder, String why) {}

  /** Begins with none. */
  @Activate
  public RecentEnds(@Reference TemperaRuntime runtime) {
    clock = runtime.clock();
  }

  @Override
  public Class<Trace> type() {
    return Trace.class;
  }

  @Override
  public void happened(Trace trace) {
    end(trace)
        .ifPresent(
            end -> {
              lock.lock();
              try {
                if (ends.size() == KEPT) {
                  ends.removeLast();
                }
                ends.addFirst(end);
              } finally {
                lock.unlock();
              }
            });
  }

  private Optional<End> end(Trace trace) {
    return switch (trace) {
      case ConnectionTrace.Closed(ConnectionId id, boolean byError, String why) ->
          end(PeerName.quoted(id), !byError, why);
      case ConnectionTrace.Refused(ConnectionId id, var reason) ->
          end(PeerName.quoted(id), false, "turned away: " + reason.text());
      case ConnectionTrace.ConnectFailed(var remote, var failure) ->
          end(ConnectionId.text(remote), false, failure.text());
      case PeerStatusChangeFailure(ColdToWarm(var local, var remote), var reason) ->
          end(ConnectionId.text(remote), false, reason.text());
      default -> Optional.empty();
    };
  }

  private Optional<End> end(String connection, boolean inOrder, String why) {
    return Optional.of(new End(clock.wallTime(), connection, inOrder, why));
  }

  /** A line for each, the last one first, or a sentence when there is none. */
  String text() {
    List<End> shown;
    lock.lock();
    try {
      shown = new ArrayList<>(ends);
    } finally {
      lock.unlock();
    }
    if (shown.isEmpty()) {
      return "No connection has ended yet.";
    }
    TextTable table = new TextTable(">AGO", "CONNECTION", "END", "WHY");
    Instant now = clock.wallTime();
    for (End end : shown) {
      String how = end.inOrder() ? "in order" : "error";
      table.row(Human.age(end.when(), now), end.connection(), how, end.why());
    }
    return table.text();
  }
}
