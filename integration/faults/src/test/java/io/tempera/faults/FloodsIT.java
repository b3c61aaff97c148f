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
  private static final long HUNDRED_MEGABYTES = 100 * MEGABYTE;
  private static final int MOST_PAYLOAD = 65_535;

  /** SDUs of a byte each, their headers beside them. */
  private static final long MILLION_TINY_ONES = 9_000_000;

  private static final int AT_ONCE = 4;

  private static final int WINDOWS = 300;

  /** What a connection costs that holds nothing: its objects, and its part of what is shared. */
  private static final long PER_CONNECTION = 64 * 1_024;

  /** What the two garbage-collected worlds, node and test, differ by from one look to the next. */
  private static final long NOISE = 8 * MEGABYTE;

  private static Stage stage;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage();
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
  }

  static Stream<Flood> floods() {
    String zeros = "00".repeat(MOST_PAYLOAD);
    Step[] agreed = Talk.behindAnEcho();
    return Stream.of(
        Flood.of(
            "a handshake of 100 MB",
            HUNDRED_MEGABYTES,
            Proposals.proposal(zeros),
            "limit is",
            Step.send(Proposals.proposal("8200a10d5a06400000"))),
        Flood.of(
            "a handshake of a million tiny SDUs",
            MILLION_TINY_ONES,
            Proposals.proposal("00"),
            "limit is",
            Step.send(Proposals.proposal("8200a10d5a06400000"))),
        Flood.of(
            "100 MB of proposals", HUNDRED_MEGABYTES, Proposals.PROPOSAL, "the remote side sent"),
        Flood.of(
            "100 MB for keep-alive",
            HUNDRED_MEGABYTES,
            Talk.keepAlive(zeros),
            "limit is 1408",
            agreed),
        Flood.of(
            "a million tiny SDUs for keep-alive's other half",
            MILLION_TINY_ONES,
            Sdu.fromResponder(8, "00"),
            "1409 bytes, the limit is 1408",
            agreed),
        Flood.of(
            "100 MB of good keep-alive requests that nobody waits for",
            HUNDRED_MEGABYTES,
            Talk.keepAlive("820001".repeat(400)),
            "limit is 1408",
            agreed),
        Flood.of(
            "100 MB for one echo",
            HUNDRED_MEGABYTES,
            Talk.echo(zeros),
            "limit is 6553",
            Talk.behindAnEcho(Step.send(Talk.echo("82005a06400000")))),
        Flood.of(
            "100 MB for echo's other half",
            HUNDRED_MEGABYTES,
            Sdu.fromResponder(Talk.ECHO, zeros),
            "limit is 65536",
            agreed),
        Flood.of(
            "a million tiny SDUs for echo's other half",
            MILLION_TINY_ONES,
            Sdu.fromResponder(Talk.ECHO, "00"),
            "65537 bytes, the limit is 65536",
            agreed),
        Flood.of(
            "100 MB of echoes that nobody reads",
            HUNDRED_MEGABYTES,
            Talk.echo("820059ea60" + "00".repeat(60_000)),
            "limit is 65536",
            agreed),
        Flood.of(
            "a million tiny SDUs of an unknown number",
            MILLION_TINY_ONES,
            Sdu.fromInitiator(99, "00"),
            "SDU for mini-protocol 99",
            agreed));
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
