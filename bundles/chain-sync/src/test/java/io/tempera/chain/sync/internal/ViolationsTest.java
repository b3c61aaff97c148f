package io.tempera.chain.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Encoded;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.chain.sync.internal.ChainSyncMessage.AwaitReply;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollBackward;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollForward;
import io.tempera.check.HalfRun;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.ProtocolViolation;
import io.tempera.kit.ProtocolViolation.Rule;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a peer must not do: each is an error that says so, and costs the connection. */
@Timeout(60)
final class ViolationsTest {
  private static final Tip TIP = new Tip(Synthetic.point(1_000, 0), 1_000);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakeChain chain = new FakeChain(3);
  private final FakeFollower follower = new FakeFollower();

  private HalfRun initiator(ChainSyncSettings settings) {
    HalfRun half =
        new HalfRun(runtime, new ProtocolKey(ChainSync.NUMBER, Direction.INITIATOR))
            .start(new ChainSync(runtime, chain, follower, settings).initiator());
    runtime.runUntilIdle();
    return half;
  }

  private HalfRun initiator() {
    return initiator(ChainSyncSettings.defaults());
  }

  private HalfRun responder(ChainSyncSettings settings) {
    HalfRun half =
        new HalfRun(runtime, new ProtocolKey(ChainSync.NUMBER, Direction.RESPONDER))
            .start(new ChainSync(runtime, chain, follower, settings).responder());
    runtime.runUntilIdle();
    return half;
  }

  private HalfRun responder() {
    return responder(ChainSyncSettings.defaults());
  }

  private void arrive(HalfRun half, ChainSyncMessage message) {
    half.arrive(ChainSyncTable.CODEC.encode(message));
    runtime.runUntilIdle();
  }

  private HalfRun following(Tip tip) {
    return following(tip, ChainSyncSettings.defaults());
  }

  private HalfRun following(Tip tip, ChainSyncSettings settings) {
    HalfRun half = initiator(settings);
    arrive(half, new IntersectFound(Point.ORIGIN, tip));
    return half;
  }

  private static <T extends TemperaException> T failed(HalfRun half, Class<T> type) {
    assertThat(half.failure()).containsInstanceOf(type);
    T thrown = type.cast(half.failure().orElseThrow());
    assertThat(thrown).hasMessageContaining("here").hasMessageContaining("there");
    return thrown;
  }

  private void refused(HalfRun half, String... words) {
    ChainRefused refused = failed(half, ChainRefused.class);
    assertThat(refused.failure().category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
    assertThat(refused).hasMessageContainingAll(words);
    assertThat(follower.calls()).last().isEqualTo("close");
  }

  private static void broken(HalfRun half, Rule rule, String state) {
    ProtocolViolation violation = failed(half, ProtocolViolation.class);
    assertThat(violation.rule()).isEqualTo(rule);
    assertThat(violation.state()).isEqualTo(state);
  }

  @Test
  void aPointThatWasNotOffered() {
    HalfRun half = initiator();
    arrive(half, new IntersectFound(Synthetic.point(7, 0), TIP));
    PointNotOffered wrong = failed(half, PointNotOffered.class);
    assertThat(wrong.failure().category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
    assertThat(wrong)
        .hasMessageContainingAll(
            "mini-protocol 2 initiator",
            "its chain has " + Synthetic.point(7, 0),
            "none of the 1 points");
    assertThat(follower.calls()).containsExactly("begin", "close");
  }

  @Test
  void anIntersectionThatTheFollowerRefuses() {
    follower.saying(new Verdict.Invalid("its tip is before the point"));
    refused(
        following(TIP),
        "mini-protocol 2 initiator",
        "that its chain has origin (its chain ends at block 1000 at ",
        "its tip is before the point");
  }

  @Test
  void aHeaderThatTheFollowerRefuses() {
    HalfRun half = following(TIP);
    arrive(half, new RollBackward(Point.ORIGIN, TIP));
    follower.saying(new Verdict.Invalid("header 1 does not follow the one before"));
    arrive(half, new RollForward(Synthetic.header(1, 0), TIP));
    refused(
        half,
        "the header " + Synthetic.header(1, 0) + " (its chain ends at " + TIP + ") is refused: ",
        "header 1 does not follow the one before",
        "the connection is closed");
  }

  @Test
  void aHeaderThatNothingHereReadsIsNotThePeersFault() {
    HalfRun half = following(TIP);
    follower.saying(new Verdict.Unreadable("header 1 is of no era that this node knows"));
    arrive(half, new RollForward(Synthetic.header(1, 0), TIP));
    HeaderUnreadable unreadable = failed(half, HeaderUnreadable.class);
    assertThat(unreadable)
        .hasMessageContaining("chain-sync: header 1 is of no era that this node knows; the")
        .hasMessageEndingWith("the peer is not to blame");
    assertThat(unreadable.failure().category()).isEqualTo(FailureCategory.CONFIGURATION);
  }

  @Test
  void aHeaderOfAnotherBlockThanTheFollowerExpects() {
    HalfRun half = following(TIP);
    follower.saying(new Verdict.WrongBlock(Synthetic.point(1, 0), Synthetic.point(2, 0)));
    arrive(half, new RollForward(Synthetic.header(2, 0), TIP));
    refused(half, Synthetic.point(1, 0) + " was expected, and it is " + Synthetic.point(2, 0));
  }

  @Test
  void aRollbackThatTheFollowerRefuses() {
    HalfRun half = following(TIP);
    follower.saying(new Verdict.Invalid("that is deeper than 2160 blocks"));
    arrive(half, new RollBackward(Synthetic.point(7, 0), TIP));
    refused(half, "a rollback to " + Synthetic.point(7, 0), "that is deeper than 2160 blocks");
  }

  @Test
  void aPeerThatAsksForPatienceTwice() {
    HalfRun half = following(Tip.ORIGIN);
    arrive(half, new AwaitReply());
    arrive(half, new AwaitReply());
    broken(half, Rule.OUT_OF_TURN, "StMustReply");
  }

  @Test
  void aPeerThatAnswersWhatItWasNotAskedIsFoundOutAtTheNextWait() {
    follower.withRoom(0);
    HalfRun half = following(Tip.ORIGIN);
    arrive(half, new IntersectFound(Point.ORIGIN, TIP));
    assertThat(half.isOver()).isFalse();
    follower.giveRoom(1);
    runtime.runUntilIdle();
    broken(half, Rule.OUT_OF_TURN, "StCanAwait");
  }

  @Test
  void aHeaderThatIsTooLarge() {
    HalfRun half = following(TIP);
    byte[] bytes = new byte[ChainSyncTable.SIZE_LIMIT];
    System.arraycopy(HexFormat.of().parseHex("5a0000fffa"), 0, bytes, 0, 5);
    arrive(half, new RollForward(new Encoded(bytes), TIP));
    broken(half, Rule.TOO_LARGE, "StCanAwait");
  }

  @Test
  void aPointWithAHashThatIsTooLong() {
    HalfRun half = responder();
    half.arrive(HexFormat.of().parseHex("82049f82015841" + "ab".repeat(65) + "ff"));
    runtime.runUntilIdle();
    broken(half, Rule.UNDECODABLE, "StIdle");
  }

  @Test
  void anIntersectionThatTakesMoreThan10Seconds() {
    HalfRun half = initiator();
    runtime.advance(Duration.ofMillis(9_999));
    assertThat(half.isOver()).isFalse();
    runtime.advance(Duration.ofMillis(1));
    broken(half, Rule.TOO_LATE, "StIntersect");
  }

  @Test
  void anAnswerThatTakesMoreThan10Seconds() {
    HalfRun half = following(TIP);
    runtime.advance(Duration.ofMillis(9_999));
    assertThat(half.isOver()).isFalse();
    runtime.advance(Duration.ofMillis(1));
    broken(half, Rule.TOO_LATE, "StCanAwait");
  }

  @Test
  void aChainThatStandsStillForTenToFifteenMinutes() {
    HalfRun half = following(Tip.ORIGIN);
    for (int i = 0; i < 40; i++) {
      arrive(half, new AwaitReply());
      runtime.advance(Duration.ofMillis(600_999));
      assertThat(half.isOver()).isFalse();
      arrive(half, new RollBackward(Point.ORIGIN, Tip.ORIGIN));
    }
    arrive(half, new AwaitReply());
    runtime.advance(Duration.ofSeconds(911));
    broken(half, Rule.TOO_LATE, "StMustReply");
  }

  @Test
  void aChainMayStandStillForEverWhereTheOperatorSaysSo() {
    HalfRun half = following(Tip.ORIGIN, new ChainSyncSettings(Optional.empty(), true, 200, 300));
    arrive(half, new AwaitReply());
    runtime.advance(Duration.ofDays(365));
    assertThat(half.isOver()).isFalse();
    arrive(half, new RollBackward(Point.ORIGIN, Tip.ORIGIN));
    assertThat(half.state()).isEqualTo("StCanAwait");
  }

  @Test
  void aPeerThatAsksForNothingForAnHour() {
    HalfRun half = responder();
    runtime.advance(Duration.ofSeconds(3_373).minusMillis(1));
    assertThat(half.isOver()).isFalse();
    runtime.advance(Duration.ofMillis(1));
    broken(half, Rule.TOO_LATE, "StIdle");
    assertThat(chain.open()).isZero();
  }

  @Test
  void aPeerMayAskForNothingForEverWhereTheOperatorSaysSo() {
    HalfRun half = responder(new ChainSyncSettings(Optional.empty(), false, 200, 300));
    runtime.advance(Duration.ofDays(365));
    assertThat(half.isOver()).isFalse();
  }

  @Test
  void aChangedSettingHoldsForConversationsThatBeginAfterIt() {
    ChainSync protocol =
        new ChainSync(runtime, chain, follower, ChainSyncSettingsTest.config(100, false, 200, 300));
    ProtocolKey key = new ProtocolKey(ChainSync.NUMBER, Direction.RESPONDER);
    HalfRun before = new HalfRun(runtime, key).start(protocol.responder());
    protocol.modified(ChainSyncSettingsTest.config(50, false, 200, 300));
    HalfRun after = new HalfRun(runtime, key).start(protocol.responder());
    runtime.advance(Duration.ofSeconds(50));
    assertThat(before.isOver()).isFalse();
    broken(after, Rule.TOO_LATE, "StIdle");
    runtime.advance(Duration.ofSeconds(50));
    broken(before, Rule.TOO_LATE, "StIdle");
  }
}
