package io.tempera.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.ResumePoint;
import io.tempera.testkit.VirtualRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * At every point of the conversation either half, or both, may be handed over to another
 * implementation: what passes on the wire is the same with it and without, and both end as they
 * would. Where a half comes to no hand-over point any more, the test is skipped and says so.
 */
final class SwapCheck {
  /**
   * So many messages follow the last point, if there are so many: whoever carries on must go on.
   */
  private static final int FURTHER = 4;

  private static final String OVER = "the conversation is over before message ";

  private final Trial trial;

  SwapCheck(Trial trial) {
    this.trial = trial;
  }

  private enum Moment {
    ARRIVING("as message %d arrives"),
    WITHIN("in the middle of message %d"),
    WAITING("while both wait after message %d");

    private final String words;

    Moment(String words) {
      this.words = words;
    }

    String after(int message) {
      return String.format(Locale.ROOT, words, message);
    }
  }

  Stream<DynamicTest> tests(int after) {
    if (points().isEmpty()) {
      return after > 0
          ? Stream.empty()
          : Stream.of(
              dynamicTest(
                  "is never handed over: it names no hand-over point",
                  () -> abort("MiniProtocol.resumesFrom is empty")));
    }
    List<DynamicTest> tests = new ArrayList<>();
    if (after == 0) {
      tests.add(dynamicTest("says the same in two runs alike", this::saysTheSameTwice));
    }
    for (List<Direction> halves :
        List.of(
            List.of(Direction.INITIATOR),
            List.of(Direction.RESPONDER),
            List.of(Direction.INITIATOR, Direction.RESPONDER))) {
      String name = "hands over " + name(halves) + " ";
      for (Moment moment : Moment.values()) {
        if (after > 0 || moment != Moment.WITHIN) {
          tests.add(
              dynamicTest(name + moment.after(after), () -> handsOver(halves, after, moment, 1)));
        }
      }
      String arriving = Moment.ARRIVING.after(after);
      tests.add(
          dynamicTest(
              name + "twice in a row " + arriving,
              () -> handsOver(halves, after, Moment.ARRIVING, 2)));
      tests.add(
          dynamicTest(
              name + "or ends, asked for both " + arriving, () -> endsInAHandOver(halves, after)));
    }
    return tests.stream();
  }

  /** Whatever differs from run to run by itself cannot be compared. */
  private void saysTheSameTwice() {
    HalfPair once = talk(0, Moment.ARRIVING, pair -> {});
    HalfPair again = talk(0, Moment.ARRIVING, pair -> {});
    for (Direction by : Direction.values()) {
      assertThat(said(again, by))
          .as(
              "the %s says the same in two runs alike: let random numbers come from the runtime's"
                  + " chance, and times from its clock",
              name(List.of(by)))
          .isEqualTo(said(once, by));
    }
  }

  private void handsOver(List<Direction> halves, int after, Moment moment, int times) {
    HalfPair without = talk(after, moment, pair -> {});
    HalfPair with =
        talk(
            after,
            moment,
            pair -> {
              for (int i = 0; i < times; i++) {
                handOver(halves, pair);
              }
            });
    sameWire(with, without);
    for (Direction half : halves) {
      if (with.handOvers(half) < times) {
        explain(half, with.half(half).wish().orElseGet(() -> abort(OVER + after)), after);
      }
    }
  }

  /** To terminate goes before a hand-over; where a half cannot end, the next one does. */
  private void endsInAHandOver(List<Direction> halves, int after) {
    Consumer<HalfPair> end = pair -> pair.initiator().control(ControlMessage.TERMINATE);
    HalfPair without = talk(after, Moment.ARRIVING, end);
    HalfPair with =
        talk(
            after,
            Moment.ARRIVING,
            pair -> {
              handOver(halves, pair);
              end.accept(pair);
            });
    sameWire(with, without);
  }

  private void handOver(List<Direction> halves, HalfPair pair) {
    halves.forEach(half -> pair.handOver(half, trial.protocol().apply(pair.runtime())));
  }

  /** A whole conversation in which something happens at one moment. */
  private HalfPair talk(int after, Moment moment, Consumer<HalfPair> event) {
    VirtualRuntime runtime = new VirtualRuntime(after);
    HalfPair pair = trial.pair(runtime);
    if (moment == Moment.WITHIN) {
      pair.byteByByte();
    }
    int last = trial.messages() + FURTHER;
    List<Integer> pieces = new ArrayList<>();
    pair.onArrival(
        (message, whole) -> {
          pieces.add(message);
          boolean first = pieces.indexOf(message) == pieces.size() - 1;
          if (message == after && (moment == Moment.WITHIN ? first : whole && isArriving(moment))) {
            event.accept(pair);
          }
          if (whole && message == last) {
            pair.initiator().control(ControlMessage.TERMINATE);
          }
        });
    if (after == 0 && isArriving(moment)) {
      event.accept(pair);
    }
    trial.start(pair);
    trial.until(pair, after);
    if (moment == Moment.WAITING) {
      runtime.runUntilIdle();
      event.accept(pair);
    }
    Trial.upTo(pair, last);
    trial.end(pair);
    return pair;
  }

  private static boolean isArriving(Moment moment) {
    return moment == Moment.ARRIVING;
  }

  private void sameWire(HalfPair with, HalfPair without) {
    for (Direction by : Direction.values()) {
      assertThat(said(with, by))
          .as(
              "what the %s says must be the same with a hand-over and without: what the next"
                  + " implementation must know is left to it by session.memo; what a round takes, as"
                  + " random numbers, is taken after session.mayBegin",
              name(List.of(by)))
          .isEqualTo(said(without, by));
    }
  }

  private List<String> said(HalfPair pair, Direction by) {
    List<Said> all = pair.said();
    List<String> lines = trial.script().apply(all);
    List<String> his = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).by() == by) {
        his.add(lines.get(i) + " (" + all.get(i) + ")");
      }
    }
    return his;
  }

  /** Why a half was not handed over: a mistake, or it came to no point any more. */
  private void explain(Direction half, Wish wish, int after) {
    List<String> points = points().stream().map(ResumePoint::point).distinct().toList();
    String who = "the " + name(List.of(half));
    assertThat(wish.offered())
        .as(
            "%s would stop there, and another one like it carries on only from %s: let the table"
                + " name that memo version for that state, as in handOver(0, 1)",
            who, points())
        .isEmpty();
    assertThat(wish.deaf())
        .as(
            "%s was asked for a hand-over after message %d, and waits in a state that is a hand-over"
                + " point without hearing of it: let it wait with the session's next, receive or"
                + " mayBegin",
            who, after)
        .doesNotContainAnyElementsOf(points);
    abort(who + " comes to none of its hand-over points " + points + " after message " + after);
  }

  private List<ResumePoint> points() {
    return trial.protocol().apply(new VirtualRuntime()).resumesFrom();
  }

  private static String name(List<Direction> halves) {
    return halves.size() > 1 ? "both halves" : halves.get(0).name().toLowerCase(Locale.ROOT);
  }
}
