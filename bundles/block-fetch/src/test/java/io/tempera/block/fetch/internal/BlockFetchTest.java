package io.tempera.block.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.chain.Verdict;
import io.tempera.check.HalfPair;
import io.tempera.check.HalfRun;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.ProtocolViolation;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.testkit.VirtualRuntime;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BlockFetchTest {
  private static final String START = "8102";
  private static final String NO_BLOCKS = "8103";
  private static final String BATCH_DONE = "8105";
  private static final HalfResult TERMINATED =
      new HalfResult.Finished("terminated", Optional.empty());
  private static final HalfResult DONE = new HalfResult.Finished("done", Optional.empty());

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final ServedChain chain = new ServedChain(1_000, 100);
  private final Fetcher fetcher = new Fetcher(1_000);
  private final BlockFetch protocol = new BlockFetch(runtime, chain, fetcher, 100);

  private static BlockFetch.Config config(int mostOutstanding) {
    return new BlockFetch.Config() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return BlockFetch.Config.class;
      }

      @Override
      public int most_outstanding() {
        return mostOutstanding;
      }
    };
  }

  private HalfRun initiator() {
    HalfRun half =
        new HalfRun(runtime, new ProtocolKey(BlockFetch.NUMBER, Direction.INITIATOR))
            .start(protocol.initiator());
    runtime.runUntilIdle();
    return half;
  }

  private HalfRun responder() {
    HalfRun half =
        new HalfRun(runtime, new ProtocolKey(BlockFetch.NUMBER, Direction.RESPONDER))
            .start(protocol.responder());
    runtime.runUntilIdle();
    return half;
  }

  private void arrive(HalfRun half, String... messages) {
    for (String message : messages) {
      half.arrive(HexFormat.of().parseHex(message));
    }
    runtime.runUntilIdle();
  }

  private String block(int slot) {
    return "8204" + HexFormat.of().formatHex(chain.block(slot).bytes());
  }

  private static void violates(
      HalfRun half, ProtocolViolation.Rule rule, String state, String words) {
    assertThat(half.failure()).containsInstanceOf(ProtocolViolation.class);
    ProtocolViolation violation = (ProtocolViolation) half.failure().orElseThrow();
    assertThat(violation.rule()).isEqualTo(rule);
    assertThat(violation.state()).isEqualTo(state);
    assertThat(violation).hasMessageContaining(words);
  }

  private void terminate(HalfPair pair) {
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(pair.initiator().result()).contains(TERMINATED);
    assertThat(pair.responder().result()).contains(DONE);
    assertThat(fetcher.open()).isZero();
    assertThat(chain.open()).isZero();
    runtime.assertNothingLeft();
  }

  @Test
  void whatIsWantedLaterIsAskedForAtOnce() {
    HalfPair pair = new HalfPair(runtime, BlockFetch.NUMBER).start(protocol);
    runtime.advance(Duration.ofHours(1));
    assertThat(pair.wire()).isEmpty();
    fetcher.want(7, 9);
    runtime.advance(Duration.ofMillis(2));
    assertThat(fetcher.blocks()).containsExactly(chain.block(7), chain.block(8), chain.block(9));
    assertThat(fetcher.said()).containsExactly("finished");
    terminate(pair);
  }

  @Test
  void blocksOfTwoMegabytesPassByteForByte() {
    ServedChain large = new ServedChain(3, 2_000_000);
    HalfPair pair =
        new HalfPair(runtime, BlockFetch.NUMBER)
            .start(protocol, new BlockFetch(runtime, large, fetcher, 100));
    fetcher.want(1, 3);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(fetcher.blocks()).containsExactly(large.block(1), large.block(2), large.block(3));
    terminate(pair);
  }

  @Test
  void quietIsNotForHotMiniProtocols() {
    HalfPair pair = new HalfPair(runtime, BlockFetch.NUMBER);
    pair.initiator().control(ControlMessage.QUIESCE);
    pair.start(protocol);
    fetcher.want(7, 8);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(fetcher.blocks()).containsExactly(chain.block(7), chain.block(8));
    fetcher.want(9, 9);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(fetcher.blocks()).endsWith(chain.block(9)).hasSize(3);
    terminate(pair);
  }

  @Test
  void whoeverDoesNotBeginAnAnswerIsGivenUpAfter60Seconds() {
    fetcher.want(1, 2);
    HalfRun half = initiator();
    runtime.advance(Duration.ofMillis(59_999));
    assertThat(half.isOver()).isFalse();
    runtime.advance(Duration.ofMillis(1));
    violates(half, ProtocolViolation.Rule.TOO_LATE, "BFBusy", "within 60000 ms");
  }

  @Test
  void whoeverDoesNotGoOnIsGivenUp60SecondsAfterEachBlock() {
    fetcher.want(1, 3);
    HalfRun half = initiator();
    arrive(half, START);
    for (int slot = 1; slot <= 2; slot++) {
      runtime.advance(Duration.ofMillis(59_999));
      arrive(half, block(slot));
    }
    runtime.advance(Duration.ofMillis(59_999));
    assertThat(half.isOver()).isFalse();
    runtime.advance(Duration.ofMillis(1));
    violates(half, ProtocolViolation.Rule.TOO_LATE, "BFStreaming", "within 60000 ms");
  }

  /** A range whose end is a byte string, so that it is of any size and none is taken. */
  @Test
  void aRequestHas65535BytesAtTheMost() {
    String largest = "83008059fff9" + "00".repeat(65_529);
    String larger = "83008059fffa" + "00".repeat(65_530);
    HalfRun fits = responder();
    arrive(fits, largest);
    violates(fits, ProtocolViolation.Rule.UNDECODABLE, "BFIdle", "what arrived is no message");
    HalfRun tooLarge = responder();
    arrive(tooLarge, larger);
    violates(
        tooLarge, ProtocolViolation.Rule.TOO_LARGE, "BFIdle", "65536 bytes, the limit is 65535");
  }

  /** Nothing that is allowed there is so large, so that only the table can say it. */
  @Test
  void theBeginningOfAnAnswerHas65535BytesAtTheMost() {
    assertThat(BlockFetchTable.SPEC.state("BFBusy").limits().orElseThrow().bytes())
        .isEqualTo(65_535);
  }

  /** Ten of the largest blocks, and a tenth, as the reference has it. */
  @Test
  void soManyBytesMayWaitAsOnTheReference() {
    assertThat(BlockFetch.INGRESS_LIMIT).isEqualTo(23_068_694);
  }

  @Test
  void noMoreIsAskedForAheadThanTheSettingSaysWhichMayChange() {
    protocol.modified(config(3));
    IntStream.rangeClosed(1, 20).forEach(i -> fetcher.want(i, i));
    HalfRun half = initiator();
    assertThat(half.sent()).hasSize(3);
    arrive(half, START, block(1));
    assertThat(half.sent()).hasSize(3);
    arrive(half, BATCH_DONE);
    assertThat(half.sent()).hasSize(4);
    protocol.modified(config(10));
    arrive(half, NO_BLOCKS);
    assertThat(half.sent()).hasSize(12);
    assertThat(fetcher.wanted()).as("of those nobody asked for").hasSize(8);
  }

  @Test
  void aSettingThatMakesNoSenseIsRefusedWithASentence() {
    for (int most : new int[] {0, -1, 101}) {
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> protocol.modified(config(most)))
          .withMessage(
              "io.tempera.block.fetch: most.outstanding is 1 to 100, as many as the protocol allows;"
                  + " it says "
                  + most)
          .satisfies(
              e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION));
    }
    new BlockFetch(runtime, chain, fetcher, config(1));
  }

  @Test
  void rangesThatThePeerDoesNotHaveAreNoError() {
    fetcher.want(2_000, 2_001).want(1, 1).want(0, 5).want(999, 1_001);
    HalfPair pair = new HalfPair(runtime, BlockFetch.NUMBER).start(protocol);
    runtime.advance(Duration.ofMillis(2));
    assertThat(fetcher.said()).containsExactly("noBlocks", "finished", "noBlocks", "noBlocks");
    assertThat(pair.responder().sent()).hasSize(6);
    terminate(pair);
  }

  @Test
  void anotherBlockThanTheOneAskedForIsAnError() {
    violated(WrongBlock.class, "sent 3." + "00000003", START, block(1), block(3));
  }

  @Test
  void aBodyThatIsNotTheHeadersIsAnError() {
    fetcher.says(new Verdict.Invalid("block 1: its body has another hash"));
    violated(
        InvalidBody.class,
        "it sent a block that is not to be taken: block 1: its body has another hash",
        START,
        block(1));
  }

  @Test
  void aBlockThatNothingHereReadsIsNotThePeersFault() {
    fetcher.says(new Verdict.Unreadable("block 1 is of no era that this node knows"));
    fetcher.want(1, 3);
    HalfRun half = initiator();
    arrive(half, START, block(1));
    assertThat(half.failure()).containsInstanceOf(BlockUnreadable.class);
    BlockUnreadable failure = (BlockUnreadable) half.failure().orElseThrow();
    assertThat(failure.failure().category()).isEqualTo(FailureCategory.CONFIGURATION);
    assertThat(failure)
        .hasMessageContaining("block-fetch: block 1 is of no era that this node knows; the")
        .hasMessageEndingWith("the peer is not to blame");
    runtime.assertNothingLeft();
  }

  @Test
  void fewerBlocksThanTheRangeHasAreAnError() {
    violated(TooFewBlocks.class, "it sent only 1 and said that those", START, block(1), BATCH_DONE);
  }

  @Test
  void anEmptyBatchIsAnError() {
    violated(TooFewBlocks.class, "it sent only 0 and said that those", START, BATCH_DONE);
  }

  @Test
  void oneBlockMoreThanTheRangeHasIsAnError() {
    violated(TooManyBlocks.class, "it sent one more", START, block(1), block(2), block(3));
    assertThat(fetcher.blocks()).as("the one more is not given on").hasSize(2);
  }

  private void violated(Class<? extends BadBatch> what, String words, String... messages) {
    fetcher.want(1, 2).want(5, 5);
    HalfRun half = initiator();
    arrive(half, messages);
    assertThat(half.failure()).containsInstanceOf(what);
    BadBatch failure = (BadBatch) half.failure().orElseThrow();
    assertThat(failure.failure().category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
    assertThat(failure)
        .hasMessageContaining("here:1<->there:2 mini-protocol 3 initiator block-fetch: ")
        .hasMessageContaining("asked for 2 blocks, from 1.00000001")
        .hasMessageContaining(words);
    assertThat(fetcher.said()).containsExactly("closed");
    assertThat(fetcher.wanted()).as("others may be asked for both").hasSize(2);
    runtime.assertNothingLeft();
  }

  @Test
  void itTerminatesAfterItHasTakenAllThatIsOutstanding() {
    fetcher.want(1, 2).want(3, 3).want(500, 501);
    HalfRun half = initiator();
    arrive(half, START, block(1));
    half.control(ControlMessage.TERMINATE);
    runtime.runUntilIdle();
    fetcher.want(9, 9);
    arrive(half, block(2), BATCH_DONE, START, block(3), BATCH_DONE);
    assertThat(half.sent()).as("no further range, no end").hasSize(3);
    assertThat(half.isOver()).isFalse();
    arrive(half, NO_BLOCKS);
    assertThat(half.sent().getLast()).asHexString().isEqualTo("8101");
    assertThat(half.result()).contains(TERMINATED);
    assertThat(fetcher.said()).containsExactly("finished", "finished", "noBlocks", "closed");
    assertThat(fetcher.wanted()).hasSize(1);
    runtime.assertNothingLeft();
  }

  @Test
  void withAHundredOutstandingAHandOverWaitsUntilAllAreAnswered() {
    IntStream.rangeClosed(1, 250).forEach(i -> fetcher.want(2 * i, 2 * i + 1));
    HalfPair pair =
        new HalfPair(runtime, BlockFetch.NUMBER).latency(Duration.ofMillis(50)).start(protocol);
    runtime.advance(Duration.ofMillis(75));
    assertThat(pair.initiator().sent()).hasSize(100);
    HalfRun before = pair.initiator();
    pair.handOver(Direction.INITIATOR, new BlockFetch(runtime, chain, fetcher, 100));
    runtime.runUntilIdle();
    assertThat(pair.handOvers(Direction.INITIATOR)).as("a hundred are outstanding").isZero();
    runtime.advance(Duration.ofSeconds(1));
    assertThat(before.result()).containsInstanceOf(HalfResult.HandedOver.class);
    assertThat(((HalfResult.HandedOver) before.result().orElseThrow()).snapshot().point())
        .isEqualTo("BFIdle");
    assertThat(before.sent()).hasSize(100);
    assertThat(pair.handOvers(Direction.INITIATOR)).isEqualTo(1);
    assertThat(fetcher.blocks())
        .isEqualTo(IntStream.rangeClosed(2, 501).mapToObj(chain::block).toList());
    assertThat(fetcher.said()).hasSize(251).filteredOn("closed"::equals).hasSize(1);
    terminate(pair);
  }

  @Test
  void whatWasNotAnsweredIsLeftToOthersWhenTheConnectionGoes() {
    fetcher.want(1, 2).want(3, 4);
    HalfRun half = initiator();
    arrive(half, START, block(1));
    half.interrupt();
    runtime.runUntilIdle();
    assertThat(half.failure()).containsInstanceOf(InterruptedException.class);
    assertThat(fetcher.said()).containsExactly("closed");
    assertThat(fetcher.wanted())
        .isEqualTo(List.of(ServedChain.range(1, 2), ServedChain.range(3, 4)));
    runtime.assertNothingLeft();
  }
}
