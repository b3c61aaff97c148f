package io.tempera.inbound.governor.internal;

import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.ProtocolKey;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Follows one connection: feeds its machine one event at a time, and does what it wants. */
final class Follower {
  private final ConnectionHandle handle;
  private final ConnectionManager connections;
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final Supplier<Duration> idleTimeout;
  private final Consumer<Follower> whenForgotten;
  private final Mailbox<Event> mailbox;

  // Only ever touched by one event at a time.
  private final Deque<Event> results = new ArrayDeque<>(1);
  private Remote remote = Remote.UNFOLLOWED;
  private Optional<Timer> timer = Optional.empty();
  private Optional<Subscription> slots = Optional.empty();
  private boolean forgotten;

  private volatile Optional<RemoteState> shown = Optional.empty();

  Follower(
      ConnectionHandle handle,
      ConnectionManager connections,
      TemperaRuntime runtime,
      Tracer tracer,
      Supplier<Duration> idleTimeout,
      Consumer<Follower> whenForgotten) {
    this.handle = handle;
    this.connections = connections;
    this.runtime = runtime;
    this.tracer = tracer;
    this.idleTimeout = idleTimeout;
    this.whenForgotten = whenForgotten;
    this.mailbox = runtime.newMailbox(this::handle);
  }

  /** The connection. */
  ConnectionHandle handle() {
    return handle;
  }

  /** What the remote side makes of it; empty while it is not followed. */
  Optional<RemoteState> state() {
    return shown;
  }

  /** Lets something happen. Never blocks. */
  void happen(Event event) {
    mailbox.post(event);
  }

  /** What comes of an event's effects is handled before the next event. */
  private void handle(Event event) {
    results.add(event);
    while (!results.isEmpty() && !forgotten) {
      Step step = RemoteMachine.step(remote, results.remove());
      remote = step.remote();
      shown = remote.state();
      step.effects().forEach(this::carryOut);
    }
    results.clear();
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.StartResponders() -> startResponders();
      case Effect.RestartResponder(ProtocolKey key) -> restart(key);
      case Effect.StopMux() -> handle.mux().stop();
      case Effect.Promote() -> connections.promotedToWarmRemote(handle.connectionId());
      case Effect.Demote() ->
          results.add(
              new Event.Demoted(
                  connections.demotedToColdRemote(handle.connectionId())
                      instanceof OperationResult.Success));
      case Effect.Release() -> results.add(new Event.Released(release()));
      case Effect.StartTimer(int round) ->
          timer =
              Optional.of(
                  runtime
                      .timers()
                      .after(idleTimeout.get(), () -> happen(new Event.IdleTimeUp(round))));
      case Effect.CancelTimer() -> {
        timer.ifPresent(Timer::cancel);
        timer = Optional.empty();
      }
      case Effect.SayTransition(var from, var to) ->
          tracer.trace(new InboundTrace.Transition(handle.connectionId(), from, to));
      case Effect.SayStartFailed(String reason) ->
          tracer.trace(new InboundTrace.ResponderStartFailed(handle.connectionId(), reason));
      case Effect.Forget() -> {
        slots.ifPresent(Subscription::close);
        forgotten = true;
        whenForgotten.accept(this);
      }
    }
  }

  private void startResponders() {
    slots = Optional.of(handle.slots().subscribe(event -> happen(new Event.InSlot(event))));
    try {
      handle.slots().startResponders();
      results.add(new Event.RespondersReady());
    } catch (RuntimeException e) {
      results.add(failed(e));
    }
  }

  private void restart(ProtocolKey key) {
    try {
      handle.slots().startResponder(key.number());
      tracer.trace(new InboundTrace.ResponderRestarted(handle.connectionId(), key));
    } catch (RuntimeException e) {
      results.add(failed(e));
    }
  }

  /**
   * Where the connection ends, or has ended, there is nothing to complain about: whoever ends it
   * says why. Whether the multiplexer has ended by now does not tell, because a failure ends it
   * too; the category does.
   */
  private Event failed(RuntimeException thrown) {
    Failure failure = Failure.of(FailureCategory.INTERNAL, thrown);
    return switch (failure.category()) {
      case INTERNAL, WRONG_STATE -> new Event.StartFailed(failure.text());
      default -> new Event.TooLate();
    };
  }

  private Optional<InboundVerdict> release() {
    return switch (connections.releaseInbound(handle.connectionId())) {
      case OperationResult.Success<InboundVerdict>(InboundVerdict verdict) -> Optional.of(verdict);
      case OperationResult.Unsupported<InboundVerdict> u -> Optional.empty();
      case OperationResult.Terminated<InboundVerdict> t -> Optional.empty();
    };
  }
}
