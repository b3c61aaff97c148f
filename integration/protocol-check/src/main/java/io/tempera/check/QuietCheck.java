package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.testkit.VirtualRuntime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A warm mini-protocol is quiet when it is asked to be, and then goes on or ends. */
final class QuietCheck {
  private final Trial trial;

  QuietCheck(Trial trial) {
    this.trial = trial;
  }

  Stream<DynamicTest> tests(int after) {
    return List.of(
        dynamicTest(
            "is quiet when asked as message " + after + " arrives, and then goes on",
            () -> goesOn(after)),
        dynamicTest(
            "is handed over while it is quiet after message " + after, () -> staysQuiet(after)),
        dynamicTest(
            "terminates while it is quiet after message " + after, () -> trial.end(quiet(after))))
        .stream();
  }

  private void goesOn(int after) {
    HalfPair pair = quiet(after);
    int said = pair.count();
    pair.initiator().control(ControlMessage.CONTINUE);
    Trial.upTo(pair, said + 1);
    assertThat(pair.count() > said || pair.initiator().isOver())
        .as("the initiator goes on once it may: see Session.mayBegin")
        .isTrue();
    trial.end(pair);
  }

  /** Whoever carries on is quiet, too. */
  private void staysQuiet(int after) {
    HalfPair pair = quiet(after);
    int said = pair.count();
    for (Direction half : Direction.values()) {
      pair.handOver(half, trial.protocol().apply(pair.runtime()));
    }
    pair.runtime().advance(Trial.QUIET);
    assertThat(pair.wire())
        .as("whoever carries on in the quiet begins nothing either: see Session.mayBegin")
        .hasSize(said);
    trial.end(pair);
  }

  /** Both halves, after a long quiet. */
  private HalfPair quiet(int after) {
    VirtualRuntime runtime = new VirtualRuntime(after);
    HalfPair pair = trial.pair(runtime);
    Runnable quiesce = () -> pair.initiator().control(ControlMessage.QUIESCE);
    pair.onArrival(
        (message, whole) -> {
          if (whole && message == after) {
            quiesce.run();
          }
        });
    if (after == 0) {
      quiesce.run();
    }
    trial.start(pair);
    trial.until(pair, after);
    runtime.advance(trial.deadline());
    if (pair.initiator().result().isPresent() && trial.length(after, pair.count()).isPresent()) {
      abort("the conversation is over after " + pair.count() + " messages, and need not be quiet");
    }
    int said = pair.count();
    runtime.advance(Trial.QUIET);
    assertThat(pair.wire())
        .as("the initiator begins nothing new while quiet is asked for: see Session.mayBegin")
        .hasSize(said);
    running("the initiator", pair.initiator());
    running("the responder", pair.responder());
    return pair;
  }

  private static void running(String who, HalfRun half) {
    Trial.notFailed(who, half);
    assertThat(half.isOver()).as("%s has ended although it was asked to be quiet", who).isFalse();
  }
}
