package io.tempera.bearer.internal;

import io.tempera.bearer.BearerException;
import io.tempera.runtime.TemperaRuntime;
import java.time.Duration;

/**
 * What Linux may do to two that begin to listen on one address in the same instant: both are bound,
 * as nobody listens yet, then each finds that the other is about to, and both are refused. So who
 * is refused that late tries again after a while that chance chooses; whoever comes first then
 * listens, and the other is refused when it binds, for good.
 *
 * <p>Only epoll says which of the two calls the system refused. With NIO a refusal stands.
 */
final class MutualRefusal {
  /** How often to try in all. */
  static final int TRIES = 3;

  /** A pause is shorter than this: long beside a call of the system, short for who waits. */
  static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private final TemperaRuntime runtime;

  MutualRefusal(TemperaRuntime runtime) {
    this.runtime = runtime;
  }

  /** Opens a listener, with a socket of its own each time. */
  interface Attempt<T> {
    /** Throws a {@link BearerException} when the address cannot be had. */
    T open() throws InterruptedException;
  }

  /**
   * Gives what an attempt opens. Blocks between attempts.
   *
   * @throws BearerException that of the last attempt
   */
  <T> T outlast(Attempt<T> attempt) throws InterruptedException {
    for (int left = TRIES - 1; left > 0; left--) {
      try {
        return attempt.open();
      } catch (BearerException e) {
        if (!Sentences.isRefusedWhenListening(e.failure())) {
          throw e;
        }
      }
      pause();
    }
    return attempt.open();
  }

  private void pause() throws InterruptedException {
    long nanos = runtime.chance().below(LONGEST_PAUSE.toNanos());
    runtime.newWait().until(() -> false, Duration.ofNanos(nanos));
  }
}
