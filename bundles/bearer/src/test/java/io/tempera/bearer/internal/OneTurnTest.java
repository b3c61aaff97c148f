package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.runtime.Task;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds the rule of one turn by counting the iterations of the event loop, the one of all
 * connections here: each iteration looks at the sockets first.
 */
@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(60)
class OneTurnTest {
  private static final int BATCHES = 2_000;

  @Parameter Transport transport;
  private Loopback net;

  @BeforeEach
  void begin() {
    net = Loopback.onOneLoop(transport);
  }

  @AfterEach
  void end() throws InterruptedException {
    net.close();
  }

  /** Writes a byte in every turn it gets, and always wants another one. */
  private class Flood extends Recorder {
    private final Bearer bearer;
    private final LoopClock clock;
    final List<Long> turns = Collections.synchronizedList(new ArrayList<>());

    Flood(Bearer bearer) {
      super(net.runtime);
      this.bearer = bearer;
      this.clock = new LoopClock(((NettyBearer) bearer).loop);
    }

    @Override
    public List<ByteBuffer> nextBatch() {
      turns.add(clock.now());
      if (turns.size() >= BATCHES) {
        clock.close();
        called("done");
        return List.of();
      }
      bearer.requestTurn();
      return List.of(ByteBuffer.allocate(1));
    }

    @Override
    public void received(ByteBuffer bytes) {
      bearer.requestTurn();
    }

    @Override
    public void batchWritten() {
      bearer.requestTurn();
    }

    void assertOneTurnInEachIteration() throws InterruptedException {
      awaitCall("done");
      List<Long> firsts = List.copyOf(turns).subList(0, BATCHES);
      assertThat(firsts).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void whoeverAlwaysWantsToWriteGetsOneBatchInEachIteration() throws Exception {
    Loopback.Pair pair = net.connect();
    net.start(pair.accepted());
    Flood flood = new Flood(pair.dialled());
    pair.dialled().start(flood);
    pair.dialled().requestTurn();

    flood.assertOneTurnInEachIteration();
    // And it gets one in (nearly) each: nothing is lost, nobody waits for an event.
    assertThat(flood.turns.get(BATCHES - 1) - flood.turns.getFirst()).isLessThan(2L * BATCHES);
  }

  @Test
  void twoSidesThatAnswerEachOtherAndFloodGetOneBatchInEachIteration() throws Exception {
    Loopback.Pair pair = net.connect();
    Flood left = new Flood(pair.dialled());
    Flood right = new Flood(pair.accepted());
    pair.dialled().start(left);
    pair.accepted().start(right);
    pair.dialled().requestTurn();

    left.assertOneTurnInEachIteration();
    right.assertOneTurnInEachIteration();
  }

  @Test
  void requestsFromOtherThreadsDoNotAddTurnsToAnIteration() throws Exception {
    Loopback.Pair pair = net.connect();
    net.start(pair.accepted());
    Flood flood = new Flood(pair.dialled());
    pair.dialled().start(flood);
    AtomicBoolean over = new AtomicBoolean();
    Task other =
        net.runtime
            .tasks()
            .start(
                "asks for turns",
                () -> {
                  while (!over.get()) {
                    pair.dialled().requestTurn();
                    Thread.onSpinWait();
                  }
                });

    try {
      flood.assertOneTurnInEachIteration();
    } finally {
      over.set(true);
      other.join();
    }
  }

  @Test
  void theAnswerToWhatArrivesGoesOutInTheSameIteration() throws Exception {
    Loopback.Pair pair = net.connect();
    LoopClock clock = new LoopClock(((NettyBearer) pair.accepted()).loop);
    List<Long> iterations = Collections.synchronizedList(new ArrayList<>());
    Recorder answerer =
        new Recorder(net.runtime) {
          @Override
          public void received(ByteBuffer bytes) {
            iterations.add(clock.now());
            pair.accepted().requestTurn();
          }

          @Override
          public List<ByteBuffer> nextBatch() {
            iterations.add(clock.now());
            return super.nextBatch();
          }
        };
    answerer.toWrite("pong");
    pair.accepted().start(answerer);
    Recorder asker = net.start(pair.dialled());
    asker.toWrite("ping");
    pair.dialled().requestTurn();

    asker.awaitText("pong");
    clock.close();
    assertThat(iterations).hasSize(2);
    assertThat(iterations.get(0)).isEqualTo(iterations.get(1));
    assertThat(answerer.calls).startsWith("burstEnded", "nextBatch");
  }

  @Test
  void betweenTwoMessagesOfASmallProtocolThereIsAtMostOneBatchOfOthersPerIteration()
      throws Exception {
    Loopback.Pair bulk = net.connect();
    Loopback.Pair small = net.connect();
    net.start(bulk.accepted());
    Flood flood = new Flood(bulk.dialled());
    LoopClock clock = new LoopClock(((NettyBearer) small.dialled()).loop);
    Recorder echo =
        new Recorder(net.runtime) {
          @Override
          public void received(ByteBuffer bytes) {
            toWrite("pong");
            small.accepted().requestTurn();
          }
        };
    List<Long> answers = Collections.synchronizedList(new ArrayList<>());
    List<Integer> batchesOfOthers = Collections.synchronizedList(new ArrayList<>());
    Recorder asker =
        new Recorder(net.runtime) {
          @Override
          public void received(ByteBuffer bytes) {
            answers.add(clock.now());
            batchesOfOthers.add(flood.turns.size());
            toWrite("ping");
            small.dialled().requestTurn();
          }
        };
    small.accepted().start(echo);
    small.dialled().start(asker);
    bulk.dialled().start(flood);
    bulk.dialled().requestTurn();
    asker.toWrite("ping");
    small.dialled().requestTurn();

    flood.assertOneTurnInEachIteration();
    asker.await(() -> answers.size() > 2);
    clock.close();
    // What is noted second decides how many there are: the loop goes on meanwhile.
    for (int i = 1; i < batchesOfOthers.size(); i++) {
      long iterations = answers.get(i) - answers.get(i - 1);
      assertThat((long) batchesOfOthers.get(i) - batchesOfOthers.get(i - 1))
          .isLessThanOrEqualTo(iterations + 1);
    }
    small.dialled().close();
  }
}
