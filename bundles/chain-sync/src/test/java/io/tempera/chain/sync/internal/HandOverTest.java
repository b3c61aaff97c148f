package io.tempera.chain.sync.internal;

import static io.tempera.mux.Direction.INITIATOR;
import static io.tempera.mux.Direction.RESPONDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.sync.internal.ChainSyncMessage.FindIntersect;
import io.tempera.check.HalfRun;
import io.tempera.check.Rehearsal;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import io.tempera.testkit.VirtualRuntime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another implementation carries on, and nobody on the other side notices. */
@Timeout(60)
final class HandOverTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeFollower follower = new FakeFollower();

  private Rehearsal<ChainSyncMessage> following(FakeChain chain) {
    return following(chain, follower);
  }

  private static Rehearsal<ChainSyncMessage> following(FakeChain chain, FakeFollower by) {
    ChainSyncSettings settings = ChainSyncSettings.defaults();
    return Rehearsal.of(
        ChainSyncTable.spec(settings),
        ChainSyncTable.CODEC,
        ChainSync.NUMBER,
        on -> new ChainSync(on, chain, by, settings));
  }

  private static List<String> said(Rehearsal<ChainSyncMessage> talk, String who) {
    return talk.lines().stream().filter(line -> line.startsWith(who)).toList();
  }

  private static long count(Rehearsal<ChainSyncMessage> talk, String start) {
    return talk.lines().stream().filter(line -> line.startsWith(start)).count();
  }

  private void endsWithTheNextBlock(Rehearsal<ChainSyncMessage> talk, FakeChain chain) {
    talk.ask(ControlMessage.TERMINATE);
    chain.extend(1);
    talk.advance(SECOND);
    assertThat(talk.initiator().result()).containsInstanceOf(HalfResult.Finished.class);
    assertThat(talk.responder().result()).containsInstanceOf(HalfResult.Finished.class);
    assertThat(follower.headers()).isEqualTo(chain.headers());
    assertThat(chain.open()).isZero();
    talk.runtime().assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 140, 251, 777, 1_199})
  void inTheMiddleOfPipeliningTheInitiatorTakesWhatIsOutstandingFirst(int after) {
    FakeChain chain = new FakeChain(1_200);
    Rehearsal<ChainSyncMessage> undisturbed =
        following(chain).latency(Duration.ofMillis(50)).start().advance(Duration.ofSeconds(10));
    List<String> answers = said(undisturbed, "responder");
    undisturbed.cut();
    FakeFollower second = new FakeFollower();
    Rehearsal<ChainSyncMessage> talk =
        following(chain, second).latency(Duration.ofMillis(50)).start();
    talk.runtime().runUntil(() -> second.size() >= after);
    talk.handOver(INITIATOR).advance(Duration.ofSeconds(1));
    assertThat(talk.handOvers(INITIATOR)).as("within a few round trips").isEqualTo(1);
    talk.handOver(RESPONDER).advance(Duration.ofSeconds(10));
    assertThat(talk.handOvers(RESPONDER)).isEqualTo(1);
    assertThat(said(talk, "responder")).isEqualTo(answers);
    assertThat(second.headers()).isEqualTo(chain.headers());
    assertThat(second.calls()).contains("suspend", "resume").doesNotContain("close");
    talk.cut();
  }

  @Test
  void whileItCatchesUpTheInitiatorIsHandedOverWithinARoundTrip() {
    FakeChain chain = new FakeChain(3_000);
    Rehearsal<ChainSyncMessage> talk = following(chain).latency(Duration.ofMillis(50)).start();
    talk.runtime().runUntil(() -> follower.size() >= 400);
    talk.handOver(INITIATOR).advance(Duration.ofMillis(100));
    assertThat(talk.handOvers(INITIATOR)).isEqualTo(1);
    assertThat(follower.size()).as("it is far from the end").isLessThan(1_000);
    talk.advance(Duration.ofSeconds(5));
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void aSwapEveryHundredMillisecondsDelaysNoCatchUpForGood() {
    FakeChain chain = new FakeChain(1_200);
    Rehearsal<ChainSyncMessage> talk = following(chain).latency(Duration.ofMillis(10)).start();
    for (int i = 0; i < 50; i++) {
      talk.advance(Duration.ofMillis(100)).handOver(INITIATOR).handOver(RESPONDER);
    }
    talk.advance(SECOND);
    assertThat(talk.handOvers(INITIATOR)).isEqualTo(50);
    assertThat(talk.handOvers(RESPONDER)).isEqualTo(50);
    assertThat(count(talk, "responder RollForward")).isEqualTo(1_200);
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void atTheEndOfTheChainBothCarryOnWhereABlockIsAwaited() {
    FakeChain chain = new FakeChain(4);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(SECOND);
    List<String> before = talk.lines();
    for (Direction half : List.of(INITIATOR, RESPONDER, INITIATOR, RESPONDER)) {
      talk.handOver(half).advance(SECOND);
    }
    talk.handOver(INITIATOR).handOver(RESPONDER).advance(SECOND);
    assertThat(talk.handOvers(INITIATOR)).isEqualTo(3);
    assertThat(talk.handOvers(RESPONDER)).isEqualTo(3);
    assertThat(talk.initiator().state()).isEqualTo("StMustReply");
    assertThat(talk.lines()).isEqualTo(before);
    chain.extend(2);
    talk.advance(SECOND);
    assertThat(said(talk, "responder RollForward")).hasSize(6);
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void theTimeForTheNextBlockIsNotGivenAnew() {
    FakeChain chain = new FakeChain(1);
    Rehearsal<ChainSyncMessage> talk = following(chain).start();
    for (int i = 0; i < 4; i++) {
      talk.advance(Duration.ofSeconds(230)).handOver(INITIATOR);
    }
    assertThat(talk.initiator().failure()).isPresent();
    assertThat(talk.handOvers(INITIATOR)).isBetween(2, 3);
    talk.cut();
  }

  @Test
  void whereTheFollowerHasNoRoomTheNextOneWaitsForIt() {
    FakeChain chain = new FakeChain(20);
    follower.withRoom(5);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(SECOND);
    talk.handOver(INITIATOR).handOver(RESPONDER).advance(SECOND);
    assertThat(talk.handOvers(INITIATOR)).isEqualTo(1);
    assertThat(talk.handOvers(RESPONDER)).isEqualTo(1);
    assertThat(follower.headers()).hasSize(5);
    follower.giveRoom(100);
    talk.advance(SECOND);
    assertThat(follower.headers()).isEqualTo(chain.headers());
    assertThat(count(talk, "initiator FindIntersect")).isEqualTo(1);
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void beforeAnythingWasSaidTheNextOneOffersThePoints() {
    FakeChain chain = new FakeChain(2);
    Rehearsal<ChainSyncMessage> talk = following(chain).handOver(INITIATOR).start();
    talk.advance(SECOND);
    assertThat(talk.handOvers(INITIATOR)).isEqualTo(1);
    assertThat(count(talk, "initiator FindIntersect")).isEqualTo(1);
    assertThat(follower.calls()).startsWith("begin", "suspend", "resume", "intersected origin");
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void whatTheFollowerHasForgottenInStIdleIsAgreedOnAnew() {
    FakeChain chain = new FakeChain(20);
    follower.withRoom(5);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(SECOND);
    forgetfully(talk);
    follower.giveRoom(100);
    talk.advance(SECOND);
    assertThat(talk.messages()).contains(new FindIntersect(List.of(chain.point(5), Point.ORIGIN)));
    assertThat(follower.calls())
        .containsSubsequence("suspend", "resume nothing", "begin", "intersected " + chain.point(5));
    assertThat(follower.headers()).isEqualTo(chain.headers());
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void whatTheFollowerHasForgottenInStMustReplyIsAgreedOnAnewAfterTheAnswerThatIsOwed() {
    FakeChain chain = new FakeChain(5);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(SECOND);
    forgetfully(talk);
    talk.advance(SECOND);
    // Known to a follower again, but not agreed on: the answer that is owed is still of no use.
    talk.handOver(INITIATOR);
    assertThat(talk.handOvers(INITIATOR)).isEqualTo(2);
    assertThat(count(talk, "initiator FindIntersect")).isEqualTo(1);
    chain.extend(1);
    talk.advance(SECOND);
    assertThat(count(talk, "initiator FindIntersect")).isEqualTo(2);
    assertThat(count(talk, "responder RollForward")).as("the sixth twice").isEqualTo(7);
    assertThat(follower.headers()).isEqualTo(chain.headers()).hasSize(6);
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void whoeverIsToTerminateWithoutAFollowerOnlyTakesTheAnswerThatIsOwed() {
    FakeChain chain = new FakeChain(5);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(SECOND);
    forgetfully(talk);
    talk.ask(ControlMessage.TERMINATE);
    chain.extend(1);
    talk.advance(SECOND);
    assertThat(talk.lines()).last().isEqualTo("initiator Done[]");
    assertThat(follower.headers()).as("the answer was dropped").hasSize(5);
    talk.runtime().assertNothingLeft();
  }

  /** Hands the initiator over to another one whose follower knows nothing of what was left. */
  private void forgetfully(Rehearsal<ChainSyncMessage> talk) {
    ChainSyncSettings settings = ChainSyncSettings.defaults();
    talk.handOver(
        INITIATOR,
        on -> {
          ChainSync next = new ChainSync(on, new FakeChain(0), follower, settings);
          return new Forgetful(next, follower);
        });
    assertThat(talk.handOvers(INITIATOR)).isEqualTo(1);
  }

  @Test
  void aRollbackThatIsToBeToldIsToldByTheNextOne() {
    FakeChain chain = new FakeChain(20);
    follower.withRoom(10);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(SECOND);
    chain.rollBack(4);
    talk.handOver(RESPONDER).handOver(RESPONDER);
    assertThat(talk.handOvers(RESPONDER)).isEqualTo(2);
    chain.extend(30);
    follower.giveRoom(100);
    talk.advance(SECOND);
    assertThat(follower.calls()).last().isEqualTo("roll back to " + chain.point(4));
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void theLargestPositionFitsAMemoAndReadsBack() {
    ReadPosition position =
        new ReadPosition(
            false,
            LongStream.range(0, ReadPosition.MOST_POINTS)
                .<Point>mapToObj(i -> Synthetic.point(-1 - i, 3))
                .toList());
    byte[] memo = PositionMemo.write(position);
    assertThat(memo.length).isLessThan(Snapshot.MAX_MEMO_BYTES / 10);
    assertThat(PositionMemo.read(new CborReader(memo))).isEqualTo(position);
  }

  @Test
  void itCarriesOnInStIdleAndInStMustReply() {
    ChainSync protocol =
        new ChainSync(
            new VirtualRuntime(), new FakeChain(0), follower, ChainSyncSettings.defaults());
    assertThat(protocol.resumesFrom())
        .containsExactly(new ResumePoint("StIdle", 1), new ResumePoint("StMustReply", 1));
  }

  @ParameterizedTest
  @EnumSource
  void aMemoThatIsNoneIsTheFaultOfWhoeverLeftIt(Direction direction) {
    VirtualRuntime runtime = new VirtualRuntime();
    FakeChain chain = new FakeChain(1);
    ChainSync protocol = new ChainSync(runtime, chain, follower, ChainSyncSettings.defaults());
    Snapshot left = new Snapshot("StIdle", 1, ByteBuffer.wrap(new byte[] {0x19}), Optional.empty());
    Agreed agreed =
        new Agreed(
            15,
            new VersionData(42, DiffusionMode.INITIATOR_AND_RESPONDER, false, false, false),
            new TreeSet<>());
    HalfRun half =
        new HalfRun(
            runtime, new ProtocolKey(ChainSync.NUMBER, direction), agreed, Optional.of(left));
    half.start(direction == INITIATOR ? protocol.initiator() : protocol.responder());
    runtime.runUntilIdle();
    assertThat(half.failure()).containsInstanceOf(TemperaException.class);
    TemperaException failure = (TemperaException) half.failure().orElseThrow();
    assertThat(failure.failure().category()).isEqualTo(FailureCategory.PROTOCOL_CODE);
    assertThat(failure)
        .hasMessageContaining("mini-protocol 2")
        .hasMessageContaining("the memo of the implementation before is not of version 1");
    assertThat(follower.calls()).isEmpty();
    assertThat(chain.open()).isZero();
  }
}
