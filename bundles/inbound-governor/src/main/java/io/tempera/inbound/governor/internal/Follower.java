package io.tempera.inbound.governor.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DataFlow;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.SlotEvent;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows one connection: feeds its machine one event at a time, and does what it wants.
 *
 * <p>What happens waits in a {@link Line} while an earlier event is handled. It is short, even when
 * whoever hears of an event never comes back: for each responder a start and an end, since nobody
 * but the follower makes it ready again; one idle timer and one for the maturity; the beginning,
 * the end of the multiplexer, and that of the governor.
 */
final class Follower {
  private final ConnectionHandle handle;
  private final Line line;
  private final Services services;
  private final Consumer<Follower> whenForgotten;

  // Only ever touched by one event at a time.
  private final Deque<Event> results = new ArrayDeque<>(1);
  private Optional<Timer> idleTimer = Optional.empty();
  private Optional<Timer> maturing = Optional.empty();
  private Optional<Subscription> slots = Optional.empty();
  private Optional<RemoteState> counted = Optional.empty();
  private boolean forgotten;

  private volatile Remote remote = Remote.UNFOLLOWED;

  /**
   * Begins when it is told to.
   *
   * @param line of this follower, and of those before and after it between the same addresses
   */
  Follower(
      ConnectionHandle handle, Line line, Services services, Consumer<Follower> whenForgotten) {
    this.handle = handle;
    this.line = line;
    this.services = services;
    this.whenForgotten = whenForgotten;
  }

  /** The connection. */
  ConnectionHandle handle() {
    return handle;
  }

  /** Where its events wait. */
  Line line() {
    return line;
  }

  /** What is known of the remote side now. */
  Remote remote() {
    return remote;
  }

  /** Lets something happen. Never blocks. */
  void happen(Event event) {
    line.post(() -> handle(event));
  }

  private ConnectionId id() {
    return handle.connectionId();
  }

  /**
   * What comes of an event's effects is handled before the next event. Where something throws that
   * never should, nobody knows what is done and what is not: the connection is stopped, and its end
   * is an event like any other.
   */
  private void handle(Event event) {
    results.add(event);
    try {
      while (!results.isEmpty() && !forgotten) {
        Step step = RemoteMachine.step(remote, results.remove());
        remote = step.remote();
        step.effects().forEach(this::carryOut);
      }
    } catch (RuntimeException | Error e) {
      handle.mux().stop();
      throw e;
    } finally {
      results.clear();
    }
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.StartResponders() -> startResponders();
      case Effect.RestartResponder(ProtocolKey key) -> restart(key);
      case Effect.StopMux() -> handle.mux().stop();
      case Effect.Promote() ->
          say(
              new InboundTrace.PromotedToWarmRemote(
                  id(), services.connections().promotedToWarmRemote(handle)));
      case Effect.Demote() -> demote();
      case Effect.Release() -> release();
      case Effect.StartTimer(int round) ->
          idleTimer =
              Optional.of(
                  after(services.settings().get().idleTimeout(), new Event.IdleTimeUp(round)));
      case Effect.CancelTimer() -> {
        idleTimer.ifPresent(Timer::cancel);
        idleTimer = Optional.empty();
      }
      case Effect.StartMaturing() ->
          maturing =
              Optional.of(
                  after(services.settings().get().maturePeerDelay(), new Event.MatureTimeUp()));
      case Effect.StopMaturing() -> maturing.ifPresent(Timer::cancel);
      case Effect.SayMatured() -> {
        maturing = Optional.empty();
        say(new InboundTrace.MaturedConnection(id()));
      }
      case Effect.SayTransition(var from, var to) -> {
        say(new InboundTrace.Transition(id(), from, to));
        services.counting().moved(counted, to);
        counted = to;
      }
      case Effect.SayStartFailed(String reason) ->
          say(new InboundTrace.ResponderStartFailed(id(), reason));
      case Effect.SayMuxFinished(var end) -> say(new InboundTrace.MuxFinished(id(), end));
      case Effect.Forget() -> {
        slots.ifPresent(Subscription::close);
        forgotten = true;
        whenForgotten.accept(this);
      }
    }
  }

  private Timer after(Duration delay, Event event) {
    return services.runtime().timers().after(delay, () -> happen(event));
  }

  private void say(InboundTrace trace) {
    services.tracer().trace(trace);
  }

  private void startResponders() {
    say(new InboundTrace.NewConnection(id(), handle.provenance(), handle.agreed().dataFlow()));
    slots = Optional.of(handle.slots().subscribe(this::happenedInSlot));
    try {
      handle.slots().startResponders();
      results.add(new Event.RespondersReady(handle.agreed().dataFlow() == DataFlow.DUPLEX));
    } catch (RuntimeException | LinkageError e) {
      results.add(failed(e));
    }
  }

  /** Initiators say nothing of the remote side, and may come and go as often as they like. */
  private void happenedInSlot(SlotEvent event) {
    boolean matters =
        switch (event) {
          case SlotEvent.Started started -> isResponder(started.key());
          case SlotEvent.Ended ended -> isResponder(ended.key());
          case SlotEvent.Failed failed -> isResponder(failed.key());
          case SlotEvent.MuxEnded ended -> true;
        };
    if (matters) {
      happen(new Event.InSlot(event));
    }
  }

  private static boolean isResponder(ProtocolKey key) {
    return key.direction() == Direction.RESPONDER;
  }

  private void restart(ProtocolKey key) {
    try {
      handle.slots().startResponder(key.number());
      say(new InboundTrace.ResponderRestarted(id(), key));
    } catch (RuntimeException | LinkageError e) {
      results.add(failed(e));
    }
  }

  /**
   * Where the connection ends, or has ended, there is nothing to complain about: whoever ends it
   * says why. Whether the multiplexer has ended by now does not tell, because a failure ends it
   * too; the category does. A class that is gone, while a bundle is refreshed, is a failure like
   * any other.
   */
  private static Event failed(Throwable thrown) {
    Failure failure = Failure.of(FailureCategory.INTERNAL, thrown);
    return switch (failure.category()) {
      case INTERNAL, WRONG_STATE -> new Event.StartFailed(failure.text());
      default -> new Event.TooLate();
    };
  }

  private void demote() {
    var result = services.connections().demotedToColdRemote(handle);
    say(new InboundTrace.WaitIdleRemote(id(), result));
    results.add(new Event.Demoted(result instanceof OperationResult.Success));
  }

  private void release() {
    OperationResult<InboundVerdict> result = services.connections().releaseInbound(handle);
    say(new InboundTrace.DemotedToColdRemote(id(), result));
    results.add(
        new Event.Released(
            switch (result) {
              case OperationResult.Success<InboundVerdict>(InboundVerdict verdict) ->
                  Optional.of(verdict);
              case OperationResult.Unsupported<InboundVerdict> u -> Optional.empty();
              case OperationResult.Terminated<InboundVerdict> t -> Optional.empty();
            }));
  }
}
