package io.tempera.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import io.tempera.trace.Level;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Peers that are slow, or say nothing: each is given up when its time is over and not before. The
 * node's time stands still but for what a case lets pass.
 */
class DripsIT {
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final Duration SDU = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(97);
  private static final Duration BLOCK = Duration.ofSeconds(60);
  private static final int DROPS = 10;
  private static final Duration MOMENT = Duration.ofMillis(1);

  /** Bystanders have a round at least so often. */
  private static final Duration STEP = Duration.ofSeconds(20);

  /** Keep-alive's responder runs as soon as any does, so that its limit is the first to be over. */
  private static final String LATE = "within 97000 ms, the limit";

  private static final Sdu REQUEST = Talk.keepAliveRequest(0xbeef);
  private static final Sdu WORDS = Talk.echoRequest(0xcafe);

  private static Stage stage;

  @BeforeAll
  static void start() throws Exception {
    stage = Stage.withHeldTime();
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
  }

  /**
   * A slow peer.
   *
   * @param begin what comes before, at once
   * @param drops what then comes, with pauses in between
   * @param limit after the first of them, or the beginning, it is given up
   * @param level of the trace that says so
   * @param words of that trace
   */
  record Drip(
      String name,
      List<Step> begin,
      List<byte[]> drops,
      Duration limit,
      Level level,
      String words) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Drip> drips() {
    String noProposal = "sent no handshake message within 10 s";
    String noWholeSdu = "an SDU was not complete 30 s after its first byte";
    String idle = "the remote side does not use it";
    return Stream.of(
        drip("silence", HANDSHAKE, noProposal, List.of()),
        drip("a proposal byte by byte", HANDSHAKE, noProposal, bytes(Proposals.PROPOSAL)),
        drip(
            "a proposal in SDUs of a byte",
            HANDSHAKE,
            "did not complete its handshake message",
            sdus(Proposals.PROPOSAL)),
        new Drip(
            "silence behind the handshake",
            List.of(Proposals.agreed()),
            List.of(),
            IDLE,
            Level.INFO,
            idle),
        new Drip(
            "a keep-alive request byte by byte, and nothing runs",
            List.of(Proposals.agreed()),
            bytes(REQUEST),
            IDLE,
            Level.INFO,
            idle),
        drip(
            "a keep-alive request byte by byte",
            SDU,
            noWholeSdu,
            bytes(REQUEST),
            Talk.behindARound()),
        drip("an echo request byte by byte", SDU, noWholeSdu, bytes(WORDS), Talk.behindAnEcho()),
        drip("silence behind a keep-alive round", KEEP_ALIVE, LATE, List.of(), Talk.behindARound()),
        drip(
            "a keep-alive request in SDUs of a byte",
            KEEP_ALIVE,
            LATE,
            sdus(REQUEST),
            Talk.behindARound()),
        drip("silence behind an echo", KEEP_ALIVE, LATE, List.of(), Talk.behindAnEcho()),
        drip(
            "an echo request in SDUs of a byte",
            KEEP_ALIVE,
            LATE,
            sdus(WORDS),
            Talk.behindAnEcho()));
  }

  private static Drip drip(
      String name, Duration limit, String words, List<byte[]> drops, Step... begin) {
    return new Drip(name, List.of(begin), drops, limit, Level.WARN, words);
  }

  /** All bytes of an SDU but the last, one by one. */
  private static List<byte[]> bytes(Sdu sdu) {
    byte[] all = sdu.bytes();
    return Stream.iterate(0, i -> i < all.length - 1, i -> i + 1)
        .map(i -> new byte[] {all[i]})
        .toList();
  }

  /** All bytes of a message but the last, one by one in SDUs of their own. */
  private static List<byte[]> sdus(Sdu sdu) {
    byte[] all = HexFormat.of().parseHex(sdu.payload());
    return Stream.iterate(0, i -> i < all.length - 1, i -> i + 1)
        .map(
            i ->
                new Sdu(sdu.number(), sdu.fromResponder(), HexFormat.of().toHexDigits(all[i]))
                    .bytes())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("drips")
  void whoIsSlowIsGivenUpInTimeAndNobodyElse(Drip drip) throws Exception {
    try (Wire wire = stage.connect()) {
      Bystanders.play(wire, drip.begin().toArray(Step[]::new));
      // The node is where the limit is of; an SDU's time begins with its first byte only.
      stage.time().awaitTimerIn(drip.limit().equals(SDU) ? KEEP_ALIVE : drip.limit());
      Duration pause =
          drip.drops().isEmpty() ? STEP : drip.limit().dividedBy(drip.drops().size() + 1);
      Duration left = drip.limit();
      int dropped = 0;
      while (left.compareTo(MOMENT) > 0) {
        if (dropped < drip.drops().size()) {
          wire.sendRaw(drip.drops().get(dropped++));
          if (dropped == 1 && drip.limit().equals(SDU)) {
            stage.time().awaitTimerIn(SDU);
          }
        }
        stage.bystanders().round();
        Duration next = min(min(pause, STEP), left.minus(MOMENT));
        stage.time().advance(next);
        left = left.minus(next);
      }
      stage.bystanders().round();
      assertThat(stage.isQuiet()).as("nobody is given up before the time").isTrue();
      stage.time().advance(left);
      assertThat(wire.awaitReset()).isZero();
      stage.awaitEnd(wire, drip.level(), List.of(drip.words()));
    }
    stage.checkOthers();
  }

  /** Of a peer from which the node fetches; it says that there is nothing new besides. */
  @Test
  void aBlockThatDripsIsGivenUpInTimeAndNobodyElse() throws Exception {
    Block block = ChainTalk.BLOCKS.getFirst();
    List<byte[]> drops =
        sdus(Sdu.fromResponder(ChainTalk.BLOCK_FETCH, ChainTalk.block(block))).subList(0, DROPS);
    Step begin =
        Step.send(
            Sdu.fromResponder(ChainTalk.CHAIN_SYNC, "8101"),
            Sdu.fromResponder(ChainTalk.BLOCK_FETCH, "8102"));
    Step[] asked =
        ChainTalk.askedFor(
            block,
            // The block's time begins now, and that of what comes before it has begun already.
            wire -> stage.time().advance(MOMENT),
            begin,
            wire -> drip(wire, drops));
    Fault fault =
        Fault.named("a block in SDUs of a byte")
            .does(asked)
            .saying(
                "3 initiator", "block-fetch in state BFStreaming", "within 60000 ms, the limit");
    stage.playDialled(fault, true);
  }

  private static void drip(Wire wire, List<byte[]> drops) throws Exception {
    stage.time().awaitTimerIn(BLOCK);
    for (byte[] drop : drops) {
      wire.sendRaw(drop);
      stage.bystanders().round();
      stage.time().advance(BLOCK.minus(MOMENT).dividedBy(drops.size()));
      DialledTalk.answerKeepAlive(wire);
    }
    stage.bystanders().round();
    assertThat(stage.isQuiet()).as("nobody is given up before the time").isTrue();
    stage.time().advance(MOMENT);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
