package io.tempera.chain.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Point;
import io.tempera.chain.sync.internal.ChainSyncMessage.AwaitReply;
import io.tempera.chain.sync.internal.ChainSyncMessage.Done;
import io.tempera.chain.sync.internal.ChainSyncMessage.FindIntersect;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectNotFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.RequestNext;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollBackward;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollForward;
import io.tempera.check.HalfRun;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A responder alone: the test is the peer. */
@Timeout(60)
final class ServingTest {
  private static final ProtocolSpec<ChainSyncMessage> SPEC =
      ChainSyncTable.spec(ChainSyncSettings.defaults());

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakeChain chain = new FakeChain(5);
  private final HalfRun half =
      new HalfRun(runtime, new ProtocolKey(ChainSync.NUMBER, Direction.RESPONDER))
          .start(
              new ChainSync(runtime, chain, new FakeFollower(), ChainSyncSettings.defaults())
                  .responder());

  private void says(ChainSyncMessage... messages) {
    for (ChainSyncMessage message : messages) {
      half.arrive(ChainSyncTable.CODEC.encode(message));
    }
    runtime.runUntilIdle();
  }

  private List<ChainSyncMessage> answers() {
    List<ChainSyncMessage> answers = new ArrayList<>();
    State<ChainSyncMessage> any = SPEC.state("StCanAwait");
    half.sent().forEach(m -> answers.add(ChainSyncTable.CODEC.decode(any, new CborReader(m))));
    return answers;
  }

  private ChainSyncMessage lastAnswer() {
    return answers().getLast();
  }

  private RollForward forward(int block) {
    return new RollForward(chain.headers().get(block - 1), chain.tip());
  }

  @Test
  void theFirstAnswerAfterAnIntersectionGoesBackToIt() {
    says(new FindIntersect(List.of(Synthetic.point(4, 9), chain.point(3), Point.ORIGIN)));
    says(new RequestNext(), new RequestNext());
    assertThat(answers())
        .containsExactly(
            new IntersectFound(chain.point(3), chain.tip()),
            new RollBackward(chain.point(3), chain.tip()),
            forward(4));
  }

  @Test
  void withoutACommonPointItStaysWhereItWas() {
    says(new FindIntersect(List.of(chain.point(2))), new RequestNext(), new RequestNext());
    says(new FindIntersect(List.of(Synthetic.point(4, 9))), new FindIntersect(List.of()));
    says(new RequestNext());
    assertThat(answers().subList(2, 6))
        .containsExactly(
            forward(3),
            new IntersectNotFound(chain.tip()),
            new IntersectNotFound(chain.tip()),
            forward(4));
  }

  @Test
  void anIntersectionMayBeMovedInTheMiddle() {
    says(new RequestNext(), new RequestNext(), new RequestNext());
    says(new FindIntersect(List.of(Point.ORIGIN)), new RequestNext(), new RequestNext());
    assertThat(answers().subList(3, 6))
        .containsExactly(
            new IntersectFound(Point.ORIGIN, chain.tip()),
            new RollBackward(Point.ORIGIN, chain.tip()),
            forward(1));
  }

  @Test
  void atTheEndItAsksForPatienceOnceAndAnswersWhenThereIsMore() {
    says(new FindIntersect(List.of(chain.point(5))), new RequestNext(), new RequestNext());
    assertThat(lastAnswer()).isEqualTo(new AwaitReply());
    runtime.advance(Duration.ofDays(1));
    assertThat(answers()).as("its own patience has no limit").hasSize(3);
    chain.extend(1);
    runtime.runUntilIdle();
    assertThat(answers()).hasSize(4).last().isEqualTo(forward(6));
    assertThat(half.state()).isEqualTo("StIdle");
  }

  @Test
  void whatIsAskedForAheadIsAnsweredInOrderAsBlocksCome() {
    says(new FindIntersect(List.of(chain.point(5))), new RequestNext());
    says(new RequestNext(), new RequestNext(), new RequestNext());
    assertThat(answers()).hasSize(3);
    chain.extend(2);
    runtime.runUntilIdle();
    assertThat(answers().subList(2, 6))
        .containsExactly(new AwaitReply(), forward(6), forward(7), new AwaitReply());
  }

  @Test
  void aRollbackIsNewsToo() {
    says(new FindIntersect(List.of(chain.point(5))), new RequestNext(), new RequestNext());
    chain.rollBack(2);
    runtime.runUntilIdle();
    assertThat(lastAnswer()).isEqualTo(new RollBackward(chain.point(2), chain.tip()));
  }

  @Test
  void aPeerThatAsksSlowlyIsToldOfARollbackBeforeTheNextHeader() {
    says(new FindIntersect(List.of(chain.point(4))), new RequestNext());
    chain.rollBack(2);
    chain.extend(4);
    says(new RequestNext(), new RequestNext());
    assertThat(answers().subList(2, 4))
        .containsExactly(new RollBackward(chain.point(2), chain.tip()), forward(3));
  }

  @Test
  void doneEndsItAndClosesTheReader() {
    says(new RequestNext());
    assertThat(chain.open()).isEqualTo(1);
    says(new Done());
    assertThat(half.result()).isPresent();
    assertThat(chain.open()).isZero();
    runtime.assertNothingLeft();
  }
}
