package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.protocol.ResumePoint;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is to become of a running half. */
class SuccessionTest {
  /**
   * Points are letters, {@code -} is an implementation without any; next is empty when nothing
   * would run. The result is what it becomes, with the points where it may stop.
   */
  @ParameterizedTest(name = "{0}: {1}, going: {2}, next {3}, terminating: {4} -> {5}")
  @CsvSource({
    // Nothing else would run, and it may run on: it does.
    "INITIATOR, AB, false,   , false, stays",
    "INITIATOR, AB, false,   , true,  stays",
    "INITIATOR, - , false,   , false, stays",
    "INITIATOR, - , false,   , true,  stays",
    "RESPONDER, AB, false,   , false, stays",
    "RESPONDER, - , false,   , false, stays",
    // Nothing else would run, and it must not: it stops wherever it can, or begins again later.
    "INITIATOR, AB, true,    , false, hands over at AB",
    "INITIATOR, AB, true,    , true,  hands over at AB",
    "INITIATOR, - , true,    , false, restarts",
    "INITIATOR, - , true,    , true,  stays",
    "RESPONDER, AB, true,    , false, hands over at AB",
    "RESPONDER, - , true,    , false, closes",
    // With points in common it stops at those, whether it must go or not.
    "INITIATOR, AB, false, BC, false, hands over at B",
    "INITIATOR, AB, false, BC, true,  hands over at B",
    "INITIATOR, AB, true,  BC, false, hands over at B",
    "INITIATOR, AB, true,  BC, true,  hands over at B",
    "INITIATOR, AB, false, BA, false, hands over at AB",
    "RESPONDER, AB, false, BC, false, hands over at B",
    "RESPONDER, AB, true,  BC, false, hands over at B",
    // Without, initiators end and begin again; responders run on while they may.
    "INITIATOR, AB, false, C , false, restarts",
    "INITIATOR, AB, false, C , true,  stays",
    "INITIATOR, AB, true,  C , false, restarts",
    "INITIATOR, AB, true,  C , true,  stays",
    "INITIATOR, - , false, - , false, restarts",
    "INITIATOR, A , true,  - , false, restarts",
    "RESPONDER, AB, false, C , false, stays",
    "RESPONDER, AB, true,  C , false, closes",
    "RESPONDER, - , false, - , false, stays",
    "RESPONDER, A , true,  - , false, closes",
  })
  void theTable(
      Direction half,
      String points,
      boolean going,
      String next,
      boolean terminating,
      String becomes) {
    Optional<String> to = Optional.ofNullable(next).map(n -> "new 2.0.0");
    assertThat(
            Succession.of(
                half,
                new Succession.Party("old 1.0.0", points(points)),
                going,
                Optional.ofNullable(next).map(n -> new Succession.Party("new 2.0.0", points(n))),
                terminating))
        .isEqualTo(
            switch (becomes) {
              case "stays" -> Succession.STAY;
              case "restarts" -> new Succession.Restart(to);
              case "closes" -> new Succession.Close("old 1.0.0");
              default ->
                  new Succession.HandOver(
                      new LinkedHashSet<>(points(becomes.replace("hands over at ", ""))), to);
            });
  }

  private static List<ResumePoint> points(String letters) {
    return letters.equals("-")
        ? List.of()
        : Arrays.stream(letters.split("")).map(letter -> new ResumePoint(letter, 1)).toList();
  }
}
