package io.tempera.testkit;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Task;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import io.tempera.runtime.internal.Durations;
import io.tempera.runtime.internal.ParkingWait;
import io.tempera.runtime.internal.TrampolineMailbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A runtime in which everything runs on the thread that made it, in virtual time.
 *
 * <p>Tasks are real virtual threads on a scheduler of this class; timers are an ordered set.
 * Nothing happens but inside {@link #runUntilIdle}, {@link #advance}, {@link #runUntil} and {@link
 * #call}, and time moves only when nothing can run. So the same seed gives the same run, and a wait
 * of five minutes costs nothing. Waits, mailboxes and the task starter are the production classes.
 *
 * <p>Needs the JVM option {@code --add-opens java.base/java.lang=ALL-UNNAMED}. A thread that is not
 * one of these (a thread pool, a sleep, a timed wait of the JDK) and wakes a task or sets a timer
 * makes the run fail.
 */
public final class VirtualRuntime implements TemperaRuntime {
  /** How long {@link #call} and {@link #runUntil(BooleanSupplier)} go on, in virtual time. */
  public static final Duration DEFAULT_LIMIT = Duration.ofHours(1);

  /** Steps in one instant of virtual time after which it is called a livelock. */
  private static final long MOST_STEPS_IN_AN_INSTANT = 10_000_000;

  private static final Instant WALL_START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualScheduler scheduler;
  private final LiveTasks tasks;
  private final Chance chance;
  private final Timers timers;
  private final List<Throwable> uncaught = new ArrayList<>();
  private boolean running;
  private long instantBegan;

  /** A runtime with seed 1. */
  public VirtualRuntime() {
    this(1);
  }

  /** A runtime whose {@link #chance} is seeded; whoever could run first runs first. */
  public VirtualRuntime(long seed) {
    this(seed, false);
  }

  private VirtualRuntime(long seed, boolean shuffled) {
    scheduler =
        new VirtualScheduler(shuffled ? Optional.of(new SeededChance(~seed)) : Optional.empty());
    tasks = new LiveTasks(this, scheduler, this::report);
    chance = new SeededChance(seed);
    timers =
        (delay, action) ->
            scheduler.after(
                Durations.saturatedNanos(delay), Objects.requireNonNull(action, "action"));
  }

  /** A runtime in which the seed also decides who runs next: another seed, another interleaving. */
  public static VirtualRuntime shuffled(long seed) {
    return new VirtualRuntime(seed, true);
  }

  @Override
  public Clock clock() {
    return new VirtualClock(scheduler, WALL_START);
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public Tasks tasks() {
    return tasks;
  }

  @Override
  public Chance chance() {
    return chance;
  }

  @Override
  public Wait newWait() {
    return new VirtualWait(new ParkingWait(timers));
  }

  @Override
  public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
    return new TrampolineMailbox<>(handler, this::report);
  }

  /** The clock's nanoseconds. */
  public long nowNanos() {
    return scheduler.nowNanos();
  }

  /** How much virtual time has passed since the beginning. */
  public Duration elapsed() {
    return Duration.ofNanos(scheduler.nowNanos() - VirtualScheduler.START_NANOS);
  }

  /** Starts a task of the test. What it throws is found by {@link #uncaught}. */
  public Task start(String name, Body body) {
    return tasks.start(name, new TestBody(body));
  }

  /** Runs until nothing can run any more at the present time; time stands still. */
  public void runUntilIdle() {
    drive(
        () -> {
          while (step()) {
            // until there is nothing
          }
        });
  }

  /** Lets time pass, and runs everything that becomes due on the way, in order. */
  public void advance(Duration time) {
    long target = scheduler.nowNanos() + Durations.saturatedNanos(time);
    drive(
        () -> {
          while (step() || jumpToNextTimer(target)) {
            // until everything up to the target has run
          }
          scheduler.moveTo(target);
        });
  }

  /**
   * Runs until a condition holds, and lets at most an hour pass on the way.
   *
   * @throws AssertionError when it does not hold by then, or nothing is left that could make it
   *     hold
   */
  public void runUntil(BooleanSupplier condition) {
    runUntil(condition, DEFAULT_LIMIT);
  }

  /**
   * Runs until a condition holds, looking after every step, and lets at most so much time pass.
   *
   * @throws AssertionError when it does not hold by then, or nothing is left that could make it
   *     hold
   */
  public void runUntil(BooleanSupplier condition, Duration limit) {
    long deadline = scheduler.nowNanos() + Durations.saturatedNanos(limit);
    drive(
        () -> {
          while (!condition.getAsBoolean()) {
            if (!step() && !jumpToNextTimer(deadline)) {
              throw failure("The condition does not hold, and nothing up to the limit of " + limit);
            }
          }
        });
  }

  /**
   * Runs a blocking call as a task, and everything else with it, until it returns.
   *
   * @return what it returned
   * @throws Exception what it threw
   */
  public <T> T call(Callable<T> body) throws Exception {
    FutureTask<T> outcome = new FutureTask<>(body);
    Task task = tasks.start("call", outcome);
    runUntil(task::isDone);
    return switch (outcome.state()) {
      case SUCCESS -> outcome.resultNow();
      default -> throw rethrown(outcome.exceptionNow());
    };
  }

  /** Runs a blocking body as a task, like {@link #call}. */
  public void run(Body body) throws Exception {
    call(
        () -> {
          body.run();
          return true;
        });
  }

  /** What tasks, timers and mailbox handlers threw so far; they are forgotten with this call. */
  public List<Throwable> uncaught() {
    List<Throwable> all = List.copyOf(uncaught);
    uncaught.clear();
    return all;
  }

  /**
   * Checks, after running until idle, that no task lives, no timer is set and nothing was thrown
   * that nobody caught.
   */
  public void assertNothingLeft() {
    runUntilIdle();
    if (!tasks.describeLive().isEmpty() || scheduler.nextTimer().isPresent()) {
      throw failure("Something is left at the end");
    }
    if (!uncaught.isEmpty()) {
      throw failure("Something was thrown that nobody caught");
    }
  }

  private void report(String where, Throwable thrown) {
    uncaught.add(new AssertionError(where + " threw " + thrown, thrown));
  }

  private void drive(Runnable loop) {
    if (!scheduler.onOwner() || running) {
      throw new IllegalStateException(
          "Only the test itself, on the thread that made the virtual runtime, runs it: a task waits"
              + " with a Wait, and a timer's action does not wait at all");
    }
    running = true;
    try {
      loop.run();
      checkForeigners();
    } finally {
      running = false;
    }
  }

  private boolean step() {
    checkForeigners();
    if (!stepReportingWhatItThrows()) {
      return false;
    }
    if (scheduler.steps() - instantBegan > MOST_STEPS_IN_AN_INSTANT) {
      throw failure("Livelock: " + MOST_STEPS_IN_AN_INSTANT + " steps, and time stands still");
    }
    return true;
  }

  private boolean stepReportingWhatItThrows() {
    try {
      return scheduler.step();
    } catch (Throwable thrown) {
      report("A timer's action", thrown);
      return true;
    }
  }

  private boolean jumpToNextTimer(long limit) {
    Optional<VirtualTimer> next = scheduler.nextTimer();
    if (next.isEmpty() || next.get().dueNanos > limit) {
      return false;
    }
    scheduler.moveTo(next.get().dueNanos);
    instantBegan = scheduler.steps();
    return true;
  }

  private void checkForeigners() {
    scheduler
        .takeForeign()
        .ifPresent(
            thrown -> {
              throw new AssertionError(thrown.getMessage(), thrown);
            });
  }

  private AssertionError failure(String sentence) {
    StringBuilder text = new StringBuilder(sentence).append(" (after ").append(elapsed());
    text.append(")");
    tasks.describeLive().forEach(line -> text.append("\n  ").append(line));
    scheduler.pendingTimers().forEach(line -> text.append("\n  ").append(line));
    AssertionError error = new AssertionError(text.toString());
    uncaught.forEach(error::addSuppressed);
    return error;
  }

  private static Exception rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (Exception) thrown;
  }

  /** A body of a test as the runnable that the starter takes. */
  private record TestBody(Body body) implements Runnable {
    @Override
    public void run() {
      try {
        body.run();
      } catch (RuntimeException unchecked) {
        throw unchecked;
      } catch (Exception checked) {
        throw new IllegalStateException("The body of a test's task threw " + checked, checked);
      }
    }
  }
}
