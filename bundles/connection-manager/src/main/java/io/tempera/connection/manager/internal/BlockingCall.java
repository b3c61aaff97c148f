package io.tempera.connection.manager.internal;

import io.tempera.runtime.Wait;
import java.util.Optional;
import java.util.function.Consumer;

/** A caller that is parked until somebody answers it. */
final class BlockingCall implements Caller {
  private final Wait wait;
  private volatile Optional<Reply> reply = Optional.empty();

  BlockingCall(Wait wait) {
    this.wait = wait;
  }

  @Override
  public void answer(Reply answer) {
    reply = Optional.of(answer);
    wait.wake();
  }

  /**
   * Waits for the answer. Interrupted, it gives up; an answer that came first is honoured, and the
   * interrupt kept for later.
   *
   * @param giveUp makes sure that an answer comes soon
   */
  Reply await(Consumer<BlockingCall> giveUp) throws InterruptedException {
    try {
      wait.until(() -> reply.isPresent());
    } catch (InterruptedException interrupt) {
      giveUp.accept(this);
      awaitInAnyCase();
      if (reply.orElseThrow() instanceof Reply.GivenUp) {
        throw interrupt;
      }
      Thread.currentThread().interrupt();
    }
    return reply.orElseThrow();
  }

  private void awaitInAnyCase() {
    while (true) {
      try {
        wait.until(() -> reply.isPresent());
        return;
      } catch (InterruptedException again) {
        // The first one counts; the answer is on its way.
      }
    }
  }
}
