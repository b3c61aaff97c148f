package io.tempera.listener.internal;

import io.tempera.bearer.AddressBlock;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcceptCounters;
import io.tempera.connection.AcceptLimit;
import io.tempera.connection.AcceptTrace;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Says who of those that were accepted may come in, and keeps count: of those inside by address, of
 * attempts, of refusals. It outlives a change of the listening address, as the connections do. Any
 * thread; never blocks.
 */
final class Gate implements AutoCloseable {
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final Supplier<Settings> settings;

  // The rest is under the lock.
  private final ReentrantLock lock = new ReentrantLock();
  private final Attempts attempts = new Attempts();
  private final Guests guests = new Guests();
  private final Repetitions repetitions = new Repetitions();
  private final Map<AcceptLimit, Long> kept = new EnumMap<>(AcceptLimit.class);
  private long letIn;
  private long failures;
  private Optional<Timer> nextSummary = Optional.empty();
  private long lastSummary;
  private boolean closed;

  @Inject
  Gate(Services services, Supplier<Settings> settings) {
    this.runtime = services.runtime();
    this.tracer = services.tracer();
    this.settings = settings;
  }

  /**
   * Somebody was accepted.
   *
   * @return the guest, or empty when the connection is to be closed at once
   */
  Optional<Guest> knock(ConnectionId connectionId) {
    Optional<AddressBlock> address = AddressBlock.of(connectionId.remote());
    AddressLimits limits = settings.get().perAddress();
    Guest guest = new Guest();
    Optional<AcceptLimit> broken;
    lock.lock();
    try {
      broken = address.flatMap(who -> broken(who, limits));
      if (broken.isEmpty()) {
        letIn++;
        address.ifPresent(who -> guests.add(who, guest));
      }
    } finally {
      lock.unlock();
    }
    if (broken.isEmpty()) {
      return Optional.of(guest);
    }
    AcceptLimit limit = broken.get();
    int most =
        limit == AcceptLimit.ADDRESS_ATTEMPTS ? limits.attemptsPerSecond() : limits.connections();
    say(
        new Repetitions.What(address, limit),
        new AcceptTrace.Refused(connectionId, address.orElseThrow(), limit, most));
    return Optional.empty();
  }

  private Optional<AcceptLimit> broken(AddressBlock address, AddressLimits limits) {
    if (!attempts.knock(address, limits, runtime.clock().nanos())) {
      return Optional.of(AcceptLimit.ADDRESS_ATTEMPTS);
    }
    int most = limits.connections();
    return most > 0 && guests.isFull(address, most)
        ? Optional.of(AcceptLimit.ADDRESS_CONNECTIONS)
        : Optional.empty();
  }

  /** The door waits before it accepts, for so long at least. */
  void waits(AcceptLimits limits, int inbound, Duration wait) {
    boolean full = limits.isFull(inbound);
    AcceptLimit limit = full ? AcceptLimit.HARD : AcceptLimit.SOFT;
    say(
        new Repetitions.What(Optional.empty(), limit),
        new AcceptTrace.Waits(limit, full ? limits.hard() : limits.soft(), inbound, wait));
  }

  /** The system could not accept. */
  void failed() {
    lock.lock();
    try {
      failures++;
    } finally {
      lock.unlock();
    }
  }

  /** Counts, and says it at once or later. */
  private void say(Repetitions.What what, Trace trace) {
    Settings now = settings.get();
    boolean atOnce;
    lock.lock();
    try {
      kept.merge(what.limit(), 1L, Long::sum);
      atOnce =
          repetitions.happens(what, now.perAddress().remembered(), now.reporting().addresses());
      if (nextSummary.isEmpty() && !closed) {
        startTimer(now.reporting());
      }
    } finally {
      lock.unlock();
    }
    if (atOnce) {
      tracer.trace(trace);
    }
  }

  private void startTimer(Reporting reporting) {
    lastSummary = runtime.clock().nanos();
    nextSummary = Optional.of(runtime.timers().after(reporting.interval(), this::sumUp));
  }

  private void sumUp() {
    Reporting reporting = settings.get().reporting();
    Optional<AcceptTrace.Summary> summary;
    lock.lock();
    try {
      boolean goesOn = !closed && !repetitions.isEmpty();
      Duration within = Duration.ofNanos(runtime.clock().nanos() - lastSummary);
      summary = repetitions.summary(within, reporting.addresses());
      nextSummary = Optional.empty();
      if (goesOn) {
        startTimer(reporting);
      }
    } finally {
      lock.unlock();
    }
    summary.ifPresent(tracer::trace);
  }

  /** What came of everybody so far. */
  AcceptCounters counters() {
    lock.lock();
    try {
      return new AcceptCounters(
          letIn,
          kept.getOrDefault(AcceptLimit.ADDRESS_CONNECTIONS, 0L),
          kept.getOrDefault(AcceptLimit.ADDRESS_ATTEMPTS, 0L),
          kept.getOrDefault(AcceptLimit.SOFT, 0L),
          kept.getOrDefault(AcceptLimit.HARD, 0L),
          failures);
    } finally {
      lock.unlock();
    }
  }

  /** Says what was counted and not said yet. Idempotent. */
  @Override
  public void close() {
    Optional<Timer> timer;
    lock.lock();
    try {
      closed = true;
      timer = nextSummary;
    } finally {
      lock.unlock();
    }
    timer.ifPresent(Timer::cancel);
    sumUp();
  }
}
