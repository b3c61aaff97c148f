package io.tempera.block.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.check.HalfRun;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.runtime.Wait;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The responder against a peer that takes its bytes slowly, or not at all. */
@Timeout(60)
final class SlowReceiverTest {
  private static final int BLOCKS = 100;
  private static final int BLOCK_BYTES = 65_536;

  /** Of a channel: at so many bytes queued, sending waits. */
  private static final int SOFT_LIMIT = 262_143;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final ServedChain chain = new ServedChain(BLOCKS, BLOCK_BYTES);
  private final BlockFetch protocol = new BlockFetch(runtime, chain, new Fetcher(0), 100);
  private final Wait taken = runtime.newWait();
  private final HalfRun responder =
      new HalfRun(runtime, new ProtocolKey(BlockFetch.NUMBER, Direction.RESPONDER))
          .wire(this::queue);
  private long queued;
  private long mostQueued;

  /** As a channel does it: waits for room, then takes all of the message. */
  private void queue(byte[] message) {
    try {
      taken.until(() -> queued < SOFT_LIMIT);
    } catch (InterruptedException e) {
      throw thrown(e);
    }
    queued += message.length;
    mostQueued = Math.max(mostQueued, queued);
  }

  /** An interruption reaches the half as the exception that it is. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> E thrown(Exception e) throws E {
    throw (E) e;
  }

  @BeforeEach
  void asksForAll() {
    responder.start(protocol.responder());
    responder.arrive(
        BlockFetchTable.CODEC.encode(
            new BlockFetchMessage.RequestRange(ServedChain.point(1), ServedChain.point(BLOCKS))));
    runtime.runUntilIdle();
  }

  @Test
  void noMoreIsReadThanThePeerTakes() {
    int ahead = SOFT_LIMIT / BLOCK_BYTES + 2;
    assertThat(chain.read()).isBetween(1, ahead);
    runtime.advance(Duration.ofHours(1));
    assertThat(chain.read()).as("in an hour in which it takes nothing").isBetween(1, ahead);
    for (int taking = 0; taking < BLOCKS; taking++) {
      queued -= Math.min(queued, BLOCK_BYTES);
      taken.wake();
      runtime.runUntilIdle();
      assertThat(chain.read()).isBetween(Math.min(BLOCKS, taking), taking + 1 + ahead);
    }
    queued = 0;
    taken.wake();
    runtime.runUntilIdle();
    assertThat(chain.read()).isEqualTo(BLOCKS);
    assertThat(responder.sent()).hasSize(BLOCKS + 2);
    assertThat(mostQueued).isLessThan(SOFT_LIMIT + BLOCK_BYTES + 100);
    assertThat(chain.open()).as("readers that were not given back").isZero();
    responder.interrupt();
    runtime.assertNothingLeft();
  }

  @Test
  void theReaderIsGivenBackWhenTheConnectionGoesInTheMiddle() {
    assertThat(chain.open()).isEqualTo(1);
    responder.interrupt();
    runtime.runUntilIdle();
    assertThat(responder.failure()).containsInstanceOf(InterruptedException.class);
    assertThat(chain.opened()).isEqualTo(1);
    assertThat(chain.open()).isZero();
    runtime.assertNothingLeft();
  }
}
