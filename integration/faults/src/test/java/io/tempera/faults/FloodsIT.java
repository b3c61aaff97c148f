package io.tempera.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However much comes, a node holds what its limits say, and everybody else is served meanwhile. */
class FloodsIT {
  private static final long MEGABYTE = 1 << 20;
  private static final int MOST_PAYLOAD = 65_535;

  /** Of the largest, for tx-submission: 721 424 bytes may. */
  private static final int SDUS_THAT_MAY_WAIT = 10;

  private static final int AT_ONCE = 4;

  private static final int WINDOWS = 300;

  /** What a connection costs that holds nothing: its objects, and its part of what is shared. */
  private static final long PER_CONNECTION = 64 * 1_024;

  /** What the two garbage-collected worlds, node and test, differ by from one look to the next. */
  private static final long NOISE = 8 * MEGABYTE;

  private static Stage stage;

  @BeforeAll
  static void start() throws Exception {
    stage = Stage.withPeerSharing();
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
  }

  static Stream<Flood> floods() {
    return Floods.all();
  }

  @ParameterizedTest
  @MethodSource("floods")
  void aFloodIsCutOffAtTheLimitThatItBreaks(Flood flood) throws Exception {
    Held before = stage.held();
    List<Wire> wires = new ArrayList<>();
    List<FutureTask<Long>> pouring = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Wire wire = stage.connect();
      flood.begin(wire);
      wires.add(wire);
      FutureTask<Long> pour = new FutureTask<>(() -> flood.pour(wire));
      pouring.add(pour);
      Thread.ofVirtual().start(pour);
    }
    for (FutureTask<Long> pour : pouring) {
      stage.bystanders().round();
      assertThat(pour.get()).as("bytes that could be written").isLessThan(flood.total());
    }
    assertThat(stage.held().beyond(before))
        .as("bytes held when it was cut off")
        .isLessThan(AT_ONCE * PER_CONNECTION + NOISE);
    stage.awaitEnds(wires, flood.words());
    stage.checkOthers();
  }

  /** The other side of the same limits: whoever waits for each answer may ask for ever. */
  @Test
  void tensOfThousandsOfTinyRequestsAreAnsweredAndNothingIsHeld() throws Exception {
    int window = 100;
    String hundred = "820001".repeat(window);
    try (Wire wire = stage.connect()) {
      Bystanders.play(wire, Proposals.agreed());
      Held before = stage.held();
      for (int i = 0; i < WINDOWS; i++) {
        wire.send(Talk.keepAlive(hundred));
        Step.expectBytes(Talk.KEEP_ALIVE, 3 * window).play(wire);
        if (i % (WINDOWS / 2) == 1) {
          stage.bystanders().round();
          assertThat(stage.held().beyond(before)).isLessThan(PER_CONNECTION + NOISE);
        }
      }
      wire.close();
      stage.awaitEnds(List.of(wire), List.of());
    }
    stage.checkOthers();
  }

  /** No more than may wait, so that no limit is broken but that of how many there may be. */
  @Test
  void anAnswerOfTinyTransactionsByTheHundredThousandIsCutOffWhenItIsRead() throws Exception {
    Sdu zeros = TxFaults.says("00".repeat(MOST_PAYLOAD));
    try (Wire wire = stage.connect()) {
      Bystanders.play(wire, TxFaults.askedForOne(Step.send(TxFaults.says("82039f"))));
      for (int i = 0; i < SDUS_THAT_MAY_WAIT; i++) {
        wire.send(zeros);
      }
      wire.send(TxFaults.says("ff"));
      assertThat(wire.awaitReset()).isZero();
      stage.awaitEnds(
          List.of(wire), List.of("tx-submission in state StTxs", "what arrived is no message"));
    }
    stage.checkOthers();
  }

  @Test
  void aResponderThatIsEndedThousandsOfTimesIsThereEachTime() throws Exception {
    try (Wire wire = stage.connect()) {
      Bystanders.play(wire, Proposals.agreed());
      for (int i = 0; i < 50; i++) {
        wire.send(Talk.keepAlive("8102".repeat(100)));
        wire.send(Talk.keepAliveRequest(0x1234));
        assertThat(wire.receive()).isEqualTo(Talk.keepAliveResponse(0x1234));
      }
      wire.close();
      stage.awaitEnds(List.of(wire), List.of());
    }
    stage.checkOthers();
  }

  /**
   * Each holds as much as it may: waiting for our initiator of echo, and an SDU without its end.
   */
  @Test
  void manyConnectionsThatHoldWhatTheyMayHoldNoMore() throws Exception {
    int count = 100;
    int waiting = 65_536;
    Sdu most = Sdu.fromResponder(Talk.ECHO, "00".repeat(waiting / 2));
    Sdu partial = Talk.echo("00".repeat(MOST_PAYLOAD));
    Step[] fill =
        Talk.behindAnEcho(
            Step.send(most, most, Talk.echoRequest(0x1234)),
            Step.expect(Talk.echoResponse(0x1234)),
            Step.first(MOST_PAYLOAD, partial));
    Held before = stage.held();
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Wire wire = stage.connect();
      Bystanders.play(wire, fill);
      wires.add(wire);
    }
    stage.bystanders().round();
    long held = stage.held().beyond(before);
    assertThat(held)
        .as("bytes held by %s connections", count)
        .isBetween(
            (long) count * waiting, count * (waiting + MOST_PAYLOAD + PER_CONNECTION) + NOISE);
    for (Wire wire : wires) {
      wire.close();
    }
    stage.awaitEnds(wires, List.of());
    stage.checkOthers();
    assertThat(stage.held().beyond(before)).as("bytes held afterwards").isLessThan(NOISE);
  }
}
