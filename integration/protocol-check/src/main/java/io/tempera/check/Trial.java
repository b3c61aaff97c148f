package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.handshake.Agreed;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timer;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One way to run a conversation, again and again.
 *
 * @param protocol makes the mini-protocol anew
 * @param messages after how many messages the last run is disturbed
 * @param deadline how long the end may take once it was asked for
 * @param script words what passed on the wire
 */
record Trial(
    int number,
    Function<TemperaRuntime, MiniProtocol> protocol,
    Agreed agreed,
    int messages,
    Duration deadline,
    Function<List<Said>, List<String>> script) {
  /** Longer than any time limit of a protocol. */
  static final Duration QUIET = Duration.ofHours(1);

  /** A pair that does not run yet. */
  HalfPair pair(VirtualRuntime runtime) {
    return new HalfPair(runtime, number, agreed);
  }

  /** Starts both halves. */
  void start(HalfPair pair) {
    pair.start(protocol.apply(pair.runtime()));
  }

  /**
   * How many messages the conversation has undisturbed, if it ends by itself.
   *
   * @param seed of its random numbers
   * @param most with more messages than so many it is not of interest: empty
   */
  OptionalInt length(long seed, int most) {
    VirtualRuntime runtime = new VirtualRuntime(seed);
    HalfPair pair = pair(runtime);
    start(pair);
    upTo(pair, most + 1);
    boolean ended = pair.initiator().result().isPresent();
    if (ended) {
      // What the initiator said last is on its way.
      runtime.advance(deadline);
    }
    pair.cut();
    runtime.runUntilIdle();
    return ended && pair.count() <= most ? OptionalInt.of(pair.count()) : OptionalInt.empty();
  }

  /** Runs until so many messages have passed, and complains if there are not so many. */
  void until(HalfPair pair, int count) {
    upTo(pair, count);
    assertThat(pair.count() >= count || isOver(pair))
        .as(
            "the conversation has only %d messages in %s, the check goes on to %d: say .messages(%d)"
                + " in place of .messages(%d), or let it ask more often",
            pair.count(), QUIET, count, Math.min(pair.count(), messages), messages)
        .isTrue();
  }

  /** Runs until so many messages have passed, or nobody says anything any more. */
  static void upTo(HalfPair pair, int count) {
    AtomicBoolean late = new AtomicBoolean();
    Timer timer = pair.runtime().timers().after(QUIET, () -> late.set(true));
    pair.runtime()
        .runUntil(() -> pair.count() >= count || isOver(pair) || late.get(), QUIET.multipliedBy(2));
    timer.cancel();
  }

  private static boolean isOver(HalfPair pair) {
    return pair.initiator().isOver() || pair.responder().failure().isPresent();
  }

  /** Asks for the end, which must come in time. */
  void end(HalfPair pair) {
    pair.initiator().control(ControlMessage.TERMINATE);
    endsInTime(pair);
  }

  /** The end was asked for, and must come in time. */
  void endsInTime(HalfPair pair) {
    pair.runtime().advance(deadline);
    // Whoever failed is said before the other, which only waits for it.
    notFailed("the initiator", pair.initiator());
    notFailed("the responder", pair.responder());
    finished("the initiator", pair.initiator());
    finished("the responder", pair.responder());
    pair.runtime().assertNothingLeft();
  }

  static void notFailed(String who, HalfRun half) {
    half.failure()
        .ifPresent(
            f -> {
              throw new AssertionError(who + " failed in state " + half.state() + ": " + f, f);
            });
  }

  private void finished(String who, HalfRun half) {
    assertThat(half.result())
        .as(
            "%s has finished in time: it must end soon after it was asked to, within %s, and is in"
                + " state %s",
            who, deadline, half.state())
        .isPresent();
    assertThat(half.result().orElseThrow()).isInstanceOf(HalfResult.Finished.class);
    assertThat(half.left()).as("bytes that %s did not take", who).isEmpty();
  }
}
