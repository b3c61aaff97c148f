package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.handshake.Agreed;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the real halves of a mini-protocol against each other in virtual time, and asks the
 * initiator to terminate at every point of the conversation: before it begins, after each message,
 * and while both sides wait. Each time both halves must finish as their protocol says, within a
 * time. And at every point the connection may go: then both must stop at once. A warm one is also
 * asked for quiet at every point.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> terminates() {
 *   return ConversationCheck.of(8, runtime -> new KeepAlive(runtime, Duration.ofSeconds(10)))
 *       .messages(12).deadline(Duration.ofSeconds(1)).tests();
 * }
 * }</pre>
 */
public final class ConversationCheck {
  /** Longer than any time limit of a protocol. */
  private static final Duration QUIET = Duration.ofHours(1);

  private final int number;
  private final Function<TemperaRuntime, MiniProtocol> protocol;
  private Agreed agreed = Defaults.AGREED;
  private int messages = 10;
  private Duration deadline = Duration.ofSeconds(60);
  private boolean warm;

  private ConversationCheck(int number, Function<TemperaRuntime, MiniProtocol> protocol) {
    this.number = number;
    this.protocol = protocol;
  }

  /** A check of a mini-protocol, which is made anew for each run. */
  public static ConversationCheck of(int number, Function<TemperaRuntime, MiniProtocol> protocol) {
    return new ConversationCheck(number, protocol);
  }

  /** What the two sides agreed on. */
  public ConversationCheck agreed(Agreed value) {
    agreed = value;
    return this;
  }

  /** After how many messages the last run is asked to terminate; 10 unless told. */
  public ConversationCheck messages(int count) {
    messages = count;
    return this;
  }

  /** How long the end may take, in virtual time, once it was asked for; 60 s unless told. */
  public ConversationCheck deadline(Duration time) {
    deadline = time;
    return this;
  }

  /**
   * The mini-protocol is a warm one: asked for quiet it says nothing after what it has begun, for
   * as long as it takes, then goes on when it may, and ends when it is asked to meanwhile. So the
   * state in which it is quiet has no time limit.
   */
  public ConversationCheck warm() {
    warm = true;
    return this;
  }

  /** The tests, for a method with {@link org.junit.jupiter.api.TestFactory}. */
  public Stream<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int after = 0; after <= messages; after++) {
      int count = after;
      tests.add(
          dynamicTest(
              "terminates when asked as message " + count + " arrives",
              () -> terminates(count, false, false)));
      tests.add(
          dynamicTest(
              "terminates when asked while both wait after message " + count,
              () -> terminates(count, true, false)));
      tests.add(
          dynamicTest(
              "terminates after message " + count + ", byte by byte",
              () -> terminates(count, false, true)));
      tests.add(
          dynamicTest(
              "both halves stop when the connection goes after message " + count,
              () -> stops(count)));
      if (warm) {
        tests.add(
            dynamicTest(
                "is quiet when asked as message " + count + " arrives, and then goes on",
                () -> goesOn(count)));
        tests.add(
            dynamicTest(
                "terminates while it is quiet after message " + count,
                () -> terminatesInTheQuiet(count)));
      }
    }
    return tests.stream();
  }

  private void goesOn(int after) {
    VirtualRuntime runtime = new VirtualRuntime(after);
    HalfPair pair = quiet(runtime, after);
    int said = pair.wire().size();
    pair.initiator().control(ControlMessage.CONTINUE);
    runtime.runUntil(() -> pair.wire().size() > said || pair.initiator().isOver());
    end(runtime, pair);
  }

  private void terminatesInTheQuiet(int after) {
    VirtualRuntime runtime = new VirtualRuntime(after);
    end(runtime, quiet(runtime, after));
  }

  /** Both halves, after a long quiet. */
  private HalfPair quiet(VirtualRuntime runtime, int after) {
    HalfPair pair = new HalfPair(runtime, number, agreed);
    Runnable quiesce = () -> pair.initiator().control(ControlMessage.QUIESCE);
    pair.afterEach(
        () -> {
          if (pair.wire().size() == after) {
            quiesce.run();
          }
        });
    if (after == 0) {
      quiesce.run();
    }
    pair.start(protocol.apply(runtime));
    runtime.runUntil(() -> pair.wire().size() >= after || pair.initiator().isOver());
    runtime.advance(deadline);
    int said = pair.wire().size();
    runtime.advance(QUIET);
    assertThat(pair.wire())
        .as("the initiator begins nothing new while quiet is asked for: see Session.mayBegin")
        .hasSize(said);
    running("the initiator", pair.initiator());
    running("the responder", pair.responder());
    return pair;
  }

  /** Asks for the end, which must come in time. */
  private void end(VirtualRuntime runtime, HalfPair pair) {
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.advance(deadline);
    bothFinished(pair);
    runtime.assertNothingLeft();
  }

  private void terminates(int after, boolean settled, boolean byteByByte) {
    VirtualRuntime runtime = new VirtualRuntime(after);
    HalfPair pair = new HalfPair(runtime, number, agreed);
    if (byteByByte) {
      pair.byteByByte();
    }
    Runnable terminate = () -> pair.initiator().control(ControlMessage.TERMINATE);
    if (!settled) {
      pair.afterEach(
          () -> {
            if (pair.wire().size() == after) {
              terminate.run();
            }
          });
    }
    if (after == 0 && !settled) {
      terminate.run();
    }
    pair.start(protocol.apply(runtime));
    runtime.runUntil(() -> pair.wire().size() >= after || pair.initiator().isOver());
    if (settled) {
      runtime.runUntilIdle();
      terminate.run();
    }
    runtime.advance(deadline);
    bothFinished(pair);
    runtime.assertNothingLeft();
  }

  private static void bothFinished(HalfPair pair) {
    // Whoever failed is said before the other, which only waits for it.
    notFailed("the initiator", pair.initiator());
    notFailed("the responder", pair.responder());
    finished("the initiator", pair.initiator());
    finished("the responder", pair.responder());
  }

  /** A half whose connection is going stops at once, however it says it, and leaves nothing. */
  private void stops(int after) {
    VirtualRuntime runtime = new VirtualRuntime(after);
    HalfPair pair = new HalfPair(runtime, number, agreed).start(protocol.apply(runtime));
    runtime.runUntil(() -> pair.wire().size() >= after || pair.initiator().isOver());
    pair.initiator().interrupt();
    pair.responder().interrupt();
    runtime.runUntilIdle();
    stopped("the initiator", pair.initiator());
    stopped("the responder", pair.responder());
  }

  private static void stopped(String who, HalfRun half) {
    assertThat(half.isOver())
        .as(
            "%s must return, or let the InterruptedException pass, when the connection is going:"
                + " do not catch it and go on",
            who)
        .isTrue();
    half.failure().ifPresent(f -> assertThat(f).isInstanceOf(InterruptedException.class));
  }

  private static void running(String who, HalfRun half) {
    notFailed(who, half);
    assertThat(half.isOver()).as("%s has ended although it was asked to be quiet", who).isFalse();
  }

  private static void notFailed(String who, HalfRun half) {
    assertThat(half.failure()).as("%s failed", who).isEmpty();
  }

  private static void finished(String who, HalfRun half) {
    assertThat(half.result())
        .as("%s has finished in time: it must end soon after it was asked to", who)
        .isPresent();
    assertThat(half.result().orElseThrow()).isInstanceOf(HalfResult.Finished.class);
    assertThat(half.left()).as("bytes that %s did not take", who).isEmpty();
  }
}
