package io.tempera.inbound.governor.internal;

import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.WaitFor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mini-protocol of single bytes: the initiator asks once a second and counts the answers; after
 * so many it says that it is done.
 */
final class Talk implements MiniProtocol {
  private static final byte DONE = 0;
  private static final byte ASK = 1;

  /** How many answers came, on all connections. */
  final AtomicInteger answers = new AtomicInteger();

  private final int most;

  /** Asks so many times. */
  Talk(int most) {
    this.most = most;
  }

  @Override
  public Half initiator() {
    return (context, channel) -> {
      for (int i = 0; i < most; i++) {
        channel.send(new byte[] {ASK});
        context.await(WaitFor.NOTHING.orBytes(1));
        channel.take(1);
        answers.incrementAndGet();
        context.await(WaitFor.NOTHING.orTime(Duration.ofSeconds(1)));
      }
      channel.send(new byte[] {DONE});
      return new HalfResult.Finished("asked", Optional.empty());
    };
  }

  @Override
  public Half responder() {
    return (context, channel) -> {
      while (true) {
        context.await(WaitFor.NOTHING.orBytes(1));
        byte[] asked = channel.take(1);
        if (asked[0] == DONE) {
          return new HalfResult.Finished("answered", Optional.empty());
        }
        channel.send(asked);
      }
    };
  }
}
