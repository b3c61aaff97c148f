package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.MuxEnd;
import io.tempera.runtime.Task;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one peer to the connection manager that block: each a task of its own, whose outcome
 * comes back as an event. For the peer's mailbox only.
 */
final class PeerTasks {
  private static final Logger LOG = LoggerFactory.getLogger(PeerTasks.class);

  private final PeerParts parts;
  private final SocketAddress remote;
  private final Consumer<PeerEvent> post;
  private final List<Running> running = new ArrayList<>();

  /**
   * No call yet.
   *
   * @param post takes the events
   */
  PeerTasks(PeerParts parts, SocketAddress remote, Consumer<PeerEvent> post) {
    this.parts = parts;
    this.remote = remote;
    this.post = post;
  }

  /**
   * Asks for a connection.
   *
   * @param keep takes the connection, before the event
   */
  void acquire(PeerEffect.Acquire wish, Consumer<ConnectionHandle> keep) {
    start(
        "connect to",
        () ->
            outcome(
                parts.connections().acquireOutbound(remote, wish.mode(), wish.provenance()), keep),
        this::notAcquired);
  }

  private static PeerEvent outcome(AcquireResult result, Consumer<ConnectionHandle> keep) {
    return switch (result) {
      case AcquireResult.Connected(ConnectionHandle handle) -> {
        keep.accept(handle);
        yield new PeerEvent.Acquired(handle.connectionId());
      }
      case AcquireResult.Disconnected(var id, var reason) -> new PeerEvent.Disconnected(reason);
    };
  }

  private PeerEvent notAcquired(Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      return new PeerEvent.NotAcquired(ConnectSteps.GOING_DOWN, false);
    }
    Failure failure = Failure.of(FailureCategory.INTERNAL, thrown);
    return new PeerEvent.NotAcquired(failure, parts.policies().costsTheNode(failure));
  }

  /** Gives the connection back; whatever comes of it, it is no longer ours. */
  void release(ConnectionHandle connection) {
    start(
        "release",
        () -> {
          parts.connections().releaseOutbound(connection);
          return new PeerEvent.Released();
        },
        thrown -> {
          reportUnlessInterrupted("releaseOutbound", connection, thrown);
          return new PeerEvent.Released();
        });
  }

  /**
   * Waits until the connection manager has let go.
   *
   * @param end says how the multiplexer ended, if it has
   */
  void awaitDemotion(ConnectionHandle connection, Supplier<Optional<MuxEnd>> end) {
    start(
        "wait for the end of",
        () -> {
          parts.connections().waitForOutboundDemotion(connection);
          return new PeerEvent.Demoted(end.get());
        },
        thrown -> {
          reportUnlessInterrupted("waitForOutboundDemotion", connection, thrown);
          return new PeerEvent.Demoted(end.get());
        });
  }

  private void start(String what, Callable<PeerEvent> call, Function<Throwable, PeerEvent> failed) {
    running.removeIf(one -> one.over);
    Running one = new Running();
    running.add(one);
    one.task =
        parts
            .runtime()
            .tasks()
            .start(
                "peer: " + what + " " + ConnectionId.text(remote),
                () -> {
                  PeerEvent event;
                  try {
                    event = call.call();
                  } catch (Throwable thrown) {
                    // Whatever it is: somebody waits for the event.
                    event = failed.apply(thrown);
                  }
                  // Before the event: what follows from it may interrupt those that are not over.
                  one.over = true;
                  post.accept(event);
                });
  }

  /** Interrupts what has not come back yet. */
  void interrupt() {
    running.stream().filter(one -> !one.over).forEach(one -> one.task.interrupt());
  }

  private static void reportUnlessInterrupted(
      String call, ConnectionHandle connection, Throwable thrown) {
    if (!(thrown instanceof InterruptedException)) {
      LOG.error(
          "{} of {} failed with {}; the peer counts as cold. Please report it.",
          call,
          connection.connectionId(),
          Failure.of(FailureCategory.INTERNAL, thrown));
    }
  }

  private static final class Running {
    private volatile boolean over;
    private Task task;
  }
}
