package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerSelectionActionsTrace.PeerHotDuration;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Wait;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one {@link PeerMachine}: feeds it events one at a time, and does what it asks for. Callers
 * park until the machine answers them.
 */
final class PeerShell {
  private static final Logger LOG = LoggerFactory.getLogger(PeerShell.class);

  private final PeerParts parts;
  private final SocketAddress remote;
  private final Consumer<PeerShell> forget;
  private final Consumer<PeerShell> ended;
  private final Mailbox<PeerEvent> mailbox;
  private final Wait changes;
  private final PeerTasks tasks;
  private final PeerTimers timers;
  private final AtomicLong callers = new AtomicLong();
  private final Map<Long, Call> calls = new ConcurrentHashMap<>();
  private volatile PeerState state;
  private volatile Optional<PeerConnection> connection = Optional.empty();
  private volatile Optional<PeerConnectionHandle> handle = Optional.empty();

  /** While it is hot; empty again until the hot initiators of the next time have started. */
  private volatile Optional<Instant> hotSince = Optional.empty();

  private long hotSinceNanos;

  /** Whether the event that is handled has answered somebody; for the mailbox only. */
  private boolean told;

  /**
   * A cold peer.
   *
   * @param forget called once, when the peer is over and before anybody can see that
   * @param ended called once after that, when nothing is left to be said and done for it
   */
  PeerShell(
      PeerParts parts,
      SocketAddress remote,
      Consumer<PeerShell> forget,
      Consumer<PeerShell> ended) {
    this.parts = parts;
    this.remote = remote;
    this.forget = forget;
    this.ended = ended;
    this.mailbox = parts.runtime().newMailbox(this::handle);
    this.changes = parts.runtime().newWait();
    this.tasks = new PeerTasks(parts, remote, this::post);
    this.timers = new PeerTimers(parts, this::post);
    this.state = PeerMachine.start(remote);
  }

  SocketAddress remote() {
    return remote;
  }

  PeerStatus status() {
    return state.status();
  }

  /** The handle, from the moment there is a connection. */
  Optional<PeerConnectionHandle> handle() {
    return handle;
  }

  Optional<Instant> hotSince() {
    return status() == PeerStatus.HOT ? hotSince : Optional.empty();
  }

  PeerMonitoring monitoring() {
    PeerState now = state;
    return new PeerMonitoring(
        now.status(),
        now.status() == PeerStatus.COOLING ? Optional.empty() : now.results().repromoteDelay());
  }

  PeerStatus awaitStatusOtherThan(PeerStatus seen) throws InterruptedException {
    changes.until(() -> status() != seen);
    return status();
  }

  /**
   * Asks, and waits for the answer. An interrupt ends the waiting only: the peer hears that the
   * caller has left, and goes on.
   *
   * @param event the question, for the number of its caller
   */
  Answer ask(LongFunction<PeerEvent> event) throws InterruptedException {
    long caller = callers.incrementAndGet();
    Call call = new Call();
    calls.put(caller, call);
    try {
      post(event.apply(caller));
      changes.until(() -> call.answer.isPresent());
      return call.answer.orElseThrow();
    } catch (InterruptedException interrupted) {
      post(new PeerEvent.Interrupted(caller));
      throw interrupted;
    } finally {
      calls.remove(caller);
    }
  }

  void post(PeerEvent event) {
    mailbox.post(event);
  }

  /** Nobody is woken in vain: most events neither answer anybody nor change the status. */
  private void handle(PeerEvent event) {
    PeerStatus before = status();
    told = false;
    try {
      Optional<PeerEvent> next = Optional.of(event);
      while (next.isPresent()) {
        next = step(next.get());
      }
    } finally {
      if (told || status() != before) {
        changes.wake();
      }
    }
  }

  /** One step; with it comes the event that must follow before any other. */
  private Optional<PeerEvent> step(PeerEvent event) {
    PeerMachine.Step step = PeerMachine.step(state, event);
    boolean ends = step.state() instanceof Gone && !(state instanceof Gone);
    if (ends) {
      forget.accept(this);
    }
    state = step.state();
    Optional<PeerEvent> reply = Optional.empty();
    for (PeerEffect effect : step.effects()) {
      if (effect instanceof PeerEffect.StartInitiators start) {
        reply = connection.map(c -> c.startInitiators(start.temperature()));
      } else {
        perform(effect);
      }
    }
    if (ends) {
      cleanUp();
      ended.accept(this);
    }
    return reply;
  }

  private void perform(PeerEffect effect) {
    try {
      switch (effect) {
        case PeerEffect.Acquire wish -> tasks.acquire(wish, this::keep);
        case PeerEffect.StopAcquiring stop -> tasks.interrupt();
        case PeerEffect.Follow follow -> connection.ifPresent(c -> c.follow(this::happened));
        case PeerEffect.StartInitiators start -> throw new IllegalStateException("not last");
        case PeerEffect.Control c ->
            connection.ifPresent(to -> to.control(c.temperature(), c.message()));
        case PeerEffect.AwaitHotOver wait ->
            connection.ifPresent(
                c -> c.whenEnded(EnumSet.of(Temperature.HOT), () -> post(new PeerEvent.HotOver())));
        case PeerEffect.AwaitAllOver wait ->
            connection.ifPresent(
                c ->
                    c.whenEnded(
                        EnumSet.allOf(Temperature.class), () -> post(new PeerEvent.AllOver())));
        case PeerEffect.StopMux stop -> connection.ifPresent(PeerConnection::stopMux);
        case PeerEffect.SetTimer timer -> timers.set(timer.kind(), timer.generation());
        case PeerEffect.CancelTimer timer -> timers.cancel(timer.kind());
        case PeerEffect.Release release -> connection.ifPresent(c -> tasks.release(c.handle()));
        case PeerEffect.AwaitDemotion wait ->
            connection.ifPresent(c -> tasks.awaitDemotion(c.handle(), c::muxEnd));
        case PeerEffect.Tell tell -> tell(tell.caller(), tell.answer());
        case PeerEffect.Trace trace -> parts.tracer().trace(trace.trace());
        case PeerEffect.HotBegins begins -> {
          hotSinceNanos = parts.runtime().clock().nanos();
          hotSince = Optional.of(parts.runtime().clock().wallTime());
        }
        case PeerEffect.HotEnds ends -> {
          hotSince = Optional.empty();
          connection.ifPresent(c -> traceHotDuration(id(c)));
        }
        case PeerEffect.StopNode stop -> parts.nodeStop().stop(stop.why());
      }
    } catch (RuntimeException thrown) {
      // One effect that fails must not keep the others, the answers above all, from happening.
      LOG.error(
          "{} of {} failed with {}. Please report it.",
          effect.getClass().getSimpleName(),
          ConnectionId.text(remote),
          Failure.of(FailureCategory.INTERNAL, thrown));
    }
  }

  private static ConnectionId id(PeerConnection connection) {
    return connection.handle().connectionId();
  }

  private void keep(ConnectionHandle got) {
    connection = Optional.of(new PeerConnection(got));
    handle = Optional.of(new PeerHandle(this, got));
  }

  private void happened(SlotEvent event) {
    SlotTranslation.translate(event, parts.policies()).ifPresent(this::post);
  }

  private void tell(long caller, Answer answer) {
    // Whoever was interrupted is gone.
    Call call = calls.get(caller);
    if (call != null) {
      call.answer = Optional.of(answer);
      told = true;
    }
  }

  private void traceHotDuration(ConnectionId id) {
    Duration duration = Duration.ofNanos(parts.runtime().clock().nanos() - hotSinceNanos);
    parts.tracer().trace(new PeerHotDuration(id, duration));
  }

  private void cleanUp() {
    timers.cancelAll();
    tasks.interrupt();
    connection.ifPresent(PeerConnection::unfollow);
  }

  private static final class Call {
    private volatile Optional<Answer> answer = Optional.empty();
  }
}
