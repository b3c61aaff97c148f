package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.protocol.ControlMessage;
import io.tempera.testkit.VirtualRuntime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Whenever the initiator is asked to, both halves finish; when the connection goes, they stop. */
final class EndCheck {
  private final Trial trial;

  EndCheck(Trial trial) {
    this.trial = trial;
  }

  Stream<DynamicTest> tests(int after) {
    return List.of(
        dynamicTest(
            "terminates when asked as message " + after + " arrives",
            () -> terminates(after, false)),
        dynamicTest(
            "terminates when asked while both wait after message " + after,
            () -> terminatesWhileBothWait(after)),
        dynamicTest(
            "terminates after message " + after + ", byte by byte", () -> terminates(after, true)),
        dynamicTest(
            "both halves stop when the connection goes after message " + after, () -> stops(after)))
        .stream();
  }

  private void terminates(int after, boolean byteByByte) {
    VirtualRuntime runtime = new VirtualRuntime(after);
    HalfPair pair = trial.pair(runtime);
    if (byteByByte) {
      pair.byteByByte();
    }
    Runnable terminate = () -> pair.initiator().control(ControlMessage.TERMINATE);
    pair.onArrival(
        (message, whole) -> {
          if (whole && message == after) {
            terminate.run();
          }
        });
    if (after == 0) {
      terminate.run();
    }
    trial.start(pair);
    trial.until(pair, after);
    trial.endsInTime(pair);
  }

  private void terminatesWhileBothWait(int after) {
    VirtualRuntime runtime = new VirtualRuntime(after);
    HalfPair pair = trial.pair(runtime);
    trial.start(pair);
    trial.until(pair, after);
    runtime.runUntilIdle();
    trial.end(pair);
  }

  /** A half whose connection is going stops at once, however it says it, and leaves nothing. */
  private void stops(int after) {
    VirtualRuntime runtime = new VirtualRuntime(after);
    HalfPair pair = trial.pair(runtime);
    trial.start(pair);
    trial.until(pair, after);
    pair.cut();
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
}
