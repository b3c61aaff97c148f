package io.tempera.chain.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Point;
import io.tempera.chain.sync.internal.ChainSyncMessage.FindIntersect;
import io.tempera.chain.sync.internal.ChainSyncMessage.RequestNext;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollBackward;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollForward;
import io.tempera.check.Rehearsal;
import io.tempera.kit.ProtocolViolation;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult.Finished;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An initiator and a responder together: what is followed, how fast, and how it ends. */
@Timeout(60)
final class FollowingTest {
  private static final Finished TERMINATED = new Finished("terminated", Optional.empty());
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final FakeFollower follower = new FakeFollower();

  private Rehearsal<ChainSyncMessage> following(FakeChain chain) {
    ChainSyncSettings settings = ChainSyncSettings.defaults();
    return Rehearsal.of(
        ChainSyncTable.spec(settings),
        ChainSyncTable.CODEC,
        ChainSync.NUMBER,
        on -> new ChainSync(on, chain, follower, settings));
  }

  private static long count(Rehearsal<ChainSyncMessage> of, Class<?> type) {
    return of.messages().stream().filter(type::isInstance).count();
  }

  /** How many requests were on their way or unanswered at once, as the wire shows it. */
  private static int mostOutstanding(List<ChainSyncMessage> messages) {
    int now = 0;
    int most = 0;
    for (ChainSyncMessage message : messages) {
      if (message instanceof RequestNext) {
        most = Math.max(most, ++now);
      } else if (message instanceof RollForward || message instanceof RollBackward) {
        now--;
      }
    }
    return most;
  }

  private static void endsWithTheNextBlock(Rehearsal<ChainSyncMessage> talk, FakeChain chain) {
    talk.ask(ControlMessage.TERMINATE).advance(Duration.ofSeconds(20));
    assertThat(talk.initiator().isOver()).as("while an answer is outstanding").isFalse();
    chain.extend(1);
    talk.advance(Duration.ofSeconds(1));
    assertThat(talk.initiator().result()).contains(TERMINATED);
    assertThat(talk.responder().result()).contains(new Finished("done", Optional.empty()));
    assertThat(chain.open()).isZero();
    talk.runtime().assertNothingLeft();
  }

  @Test
  void thousandsOfHeadersAreCaughtUpWith300AskedForAtMost() {
    FakeChain chain = new FakeChain(5_000);
    Rehearsal<ChainSyncMessage> talk = following(chain).latency(Duration.ofMillis(50)).start();
    talk.advance(Duration.ofSeconds(5));
    assertThat(follower.headers()).isEqualTo(chain.headers());
    assertThat(mostOutstanding(talk.messages())).isEqualTo(300);
    assertThat(count(talk, RequestNext.class)).as("and one that waits").isEqualTo(5_002);
    assertThat(talk.initiator().state()).isEqualTo("StMustReply");
    endsWithTheNextBlock(talk, chain);
    assertThat(follower.headers()).isEqualTo(chain.headers()).hasSize(5_001);
    assertThat(follower.calls()).last().isEqualTo("close");
  }

  @Test
  void pipeliningIsWorthIt() {
    FakeChain chain = new FakeChain(5_000);
    Rehearsal<ChainSyncMessage> talk = following(chain).latency(Duration.ofMillis(50)).start();
    talk.runtime().runUntil(() -> follower.size() == 5_000);
    // A round trip of 100 ms for each would take 500 s.
    assertThat(talk.runtime().elapsed()).isLessThan(Duration.ofSeconds(6));
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void aNewBlockComesAtOnceAndTheNextIsAskedForAgain() {
    FakeChain chain = new FakeChain(2);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(Duration.ofSeconds(1));
    int before = talk.lines().size();
    assertThat(talk.lines().get(before - 1)).isEqualTo("responder AwaitReply[]");
    chain.extend(1);
    talk.advance(Duration.ofMillis(3));
    assertThat(talk.lines().subList(before, talk.lines().size()))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("responder RollForward"),
            line -> assertThat(line).isEqualTo("initiator RequestNext[]"),
            line -> assertThat(line).isEqualTo("responder AwaitReply[]"));
    assertThat(follower.headers()).isEqualTo(chain.headers());
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void aRollbackAtTheTipIsFollowed() {
    FakeChain chain = new FakeChain(10);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(Duration.ofSeconds(1));
    chain.rollBack(7);
    talk.advance(Duration.ofMillis(1));
    assertThat(follower.headers()).isEqualTo(chain.headers()).hasSize(7);
    assertThat(follower.calls()).last().isEqualTo("roll back to " + chain.point(7));
    assertThat(talk.initiator().notes()).last().asString().contains("rolls back to");
    chain.extend(5);
    talk.advance(Duration.ofSeconds(1));
    assertThat(follower.headers()).isEqualTo(chain.headers()).hasSize(12);
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void aRollbackInTheMiddleOfPipeliningIsFollowed() {
    FakeChain chain = new FakeChain(2_000);
    Rehearsal<ChainSyncMessage> talk = following(chain).latency(Duration.ofMillis(50)).start();
    talk.runtime().runUntil(() -> follower.size() >= 900);
    chain.rollBack(100);
    chain.extend(20);
    talk.advance(Duration.ofSeconds(2));
    assertThat(follower.headers()).isEqualTo(chain.headers()).hasSize(120);
    // Those asked for ahead are answered as blocks come, and no more are asked for meanwhile.
    chain.extend(1_000);
    talk.advance(Duration.ofSeconds(3));
    assertThat(follower.headers()).isEqualTo(chain.headers()).hasSize(1_120);
    assertThat(mostOutstanding(talk.messages())).isEqualTo(300);
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void aSlowFollowerIsGivenNoMoreThanItHasRoomFor() {
    FakeChain chain = new FakeChain(1_000);
    follower.withRoom(10);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(HALF_AN_HOUR);
    assertThat(follower.headers()).hasSize(10);
    assertThat(count(talk, RequestNext.class)).as("for a rollback, too").isEqualTo(11);
    assertThat(talk.initiator().state()).isEqualTo("StIdle");
    follower.giveRoom(5);
    talk.advance(HALF_AN_HOUR);
    assertThat(follower.headers()).hasSize(15);
    assertThat(count(talk, RequestNext.class)).isEqualTo(16);
    talk.terminate();
    assertThat(talk.initiator().result()).contains(TERMINATED);
    assertThat(follower.headers()).hasSize(15);
  }

  @Test
  void quietIsNotForHotMiniProtocols() {
    FakeChain chain = new FakeChain(3);
    follower.withRoom(2);
    Rehearsal<ChainSyncMessage> talk = following(chain).start();
    talk.ask(ControlMessage.QUIESCE).advance(Duration.ofSeconds(1));
    assertThat(follower.headers()).hasSize(2);
    follower.giveRoom(5);
    talk.advance(Duration.ofSeconds(1));
    assertThat(follower.headers()).hasSize(3);
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void itGoesOnFromAPointThatBothHave() {
    FakeChain chain = new FakeChain(50);
    Point stranger = Synthetic.point(48, 9);
    follower.offering(
        List.of(List.of(stranger), List.of(chain.point(40), chain.point(30), Point.ORIGIN)));
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(Duration.ofSeconds(1));
    assertThat(follower.calls())
        .containsExactly(
            "begin",
            "not found, the peer is at " + chain.tip(),
            "intersected " + chain.point(40),
            "roll back to " + chain.point(40));
    assertThat(follower.headers()).isEqualTo(chain.headers().subList(40, 50));
    assertThat(count(talk, FindIntersect.class)).isEqualTo(2);
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void aPeerOfAnotherChainIsLeftPolitelyForTwoMinutes() {
    FakeChain chain = new FakeChain(5);
    Point stranger = Synthetic.point(3, 9);
    follower.offering(List.of(List.of(stranger), List.of(stranger, stranger)));
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(Duration.ofSeconds(1));
    assertThat(talk.initiator().result())
        .contains(
            new Finished(
                "nothing in common with the peer's chain", Optional.of(Duration.ofMinutes(2))));
    assertThat(talk.lines()).hasSize(5).last().isEqualTo("initiator Done[]");
    assertThat(follower.calls())
        .containsExactly(
            "begin",
            "not found, the peer is at " + chain.tip(),
            "not found, the peer is at " + chain.tip(),
            "close");
    talk.runtime().assertNothingLeft();
  }

  @Test
  void aPeerThatHasNotComeToOurOldestPointIsTriedAgainSoon() {
    FakeChain chain = new FakeChain(5);
    Point begins = Synthetic.point(6, 0);
    follower.offering(List.of(List.of(), List.of(Synthetic.point(8, 0), begins)));
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(Duration.ofSeconds(1));
    assertThat(talk.initiator().result())
        .contains(
            new Finished(
                "the peer's chain ends at "
                    + chain.tip()
                    + ", before all that we have of ours: it begins at "
                    + begins,
                Optional.of(Duration.ofSeconds(20))));
    assertThat(talk.lines()).last().isEqualTo("initiator Done[]");
    talk.runtime().assertNothingLeft();
  }

  @Test
  void aPeerWithoutABlockIsTriedAgainSoon() {
    follower.offering(List.of(List.of(Synthetic.point(7, 0))));
    Rehearsal<ChainSyncMessage> talk =
        following(new FakeChain(0)).start().advance(Duration.ofSeconds(1));
    assertThat(talk.initiator().result().toString()).contains("ends at origin", "PT20S");
  }

  @Test
  void aFollowerMayAskOnlyWhereThePeersChainEnds() {
    FakeChain chain = new FakeChain(5);
    follower.offering(List.of(List.of(), List.of(chain.point(5))));
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(Duration.ofSeconds(1));
    assertThat(talk.lines().getFirst()).isEqualTo("initiator FindIntersect[points=[]]");
    assertThat(follower.calls()).contains("intersected " + chain.point(5));
    endsWithTheNextBlock(talk, chain);
  }

  @Test
  void askedToTerminateFromTheBeginningItOnlySaysDone() {
    FakeChain chain = new FakeChain(5);
    Rehearsal<ChainSyncMessage> talk = following(chain);
    talk.initiator().control(ControlMessage.TERMINATE);
    talk.start().advance(Duration.ofSeconds(1));
    assertThat(talk.lines()).containsExactly("initiator Done[]");
    assertThat(talk.initiator().result()).contains(TERMINATED);
  }

  @Test
  void askedToTerminateWhileItOffersPointsItOffersNoOthers() {
    FakeChain chain = new FakeChain(5);
    Point stranger = Synthetic.point(3, 9);
    follower.offering(List.of(List.of(stranger), List.of(Point.ORIGIN)));
    Rehearsal<ChainSyncMessage> talk = following(chain).start();
    talk.ask(ControlMessage.TERMINATE).advance(Duration.ofSeconds(1));
    assertThat(talk.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("initiator FindIntersect"),
            line -> assertThat(line).startsWith("responder IntersectNotFound"),
            line -> assertThat(line).isEqualTo("initiator Done[]"));
    assertThat(talk.initiator().result()).contains(TERMINATED);
  }

  /** As on the reference: only in StIdle may an initiator say Done. */
  @Test
  void askedToTerminateAtTheEndOfTheChainItWaitsForTheNextBlockUpToTheLimit() {
    FakeChain chain = new FakeChain(5);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(Duration.ofSeconds(1));
    talk.ask(ControlMessage.TERMINATE).advance(Duration.ofSeconds(599));
    assertThat(talk.initiator().isOver()).isFalse();
    talk.advance(Duration.ofSeconds(312));
    assertThat(talk.initiator().failure()).containsInstanceOf(ProtocolViolation.class);
    assertThat(talk.lines()).last().isEqualTo("responder AwaitReply[]");
    talk.cut();
  }

  @Test
  void askedToTerminateInTheMiddleItTakesWhatIsOutstandingAndAsksForNoMore() {
    FakeChain chain = new FakeChain(5_000);
    Rehearsal<ChainSyncMessage> talk = following(chain).latency(Duration.ofMillis(50)).start();
    talk.runtime().runUntil(() -> follower.size() >= 1_000);
    int sent = talk.initiator().sent().size();
    talk.ask(ControlMessage.TERMINATE).advance(Duration.ofSeconds(1));
    assertThat(talk.initiator().sent()).as("Done").hasSize(sent + 1);
    assertThat(talk.initiator().result()).contains(TERMINATED);
    long asked = count(talk, RequestNext.class);
    assertThat(follower.headers()).isEqualTo(chain.headers().subList(0, (int) asked - 1));
    talk.runtime().assertNothingLeft();
  }

  @Test
  void nothingIsKeptOpenWhenTheConnectionGoes() {
    FakeChain chain = new FakeChain(5);
    Rehearsal<ChainSyncMessage> talk = following(chain).start().advance(Duration.ofSeconds(1));
    talk.cut();
    assertThat(talk.initiator().failure()).containsInstanceOf(InterruptedException.class);
    assertThat(talk.responder().failure()).containsInstanceOf(InterruptedException.class);
    assertThat(follower.calls()).last().isEqualTo("close");
    assertThat(chain.open()).isZero();
    assertThat(talk.handOvers(Direction.INITIATOR)).isZero();
    talk.runtime().assertNothingLeft();
  }
}
