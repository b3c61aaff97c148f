package io.tempera.benchmarks;

import io.tempera.benchmarks.wire.Initiator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Has an asking side do its work on its own loop, and waits for the end. */
public final class Measured {
  /** Longer than any run: without it, one that hangs would hang for ever. */
  private static final long MINUTES = 10;

  private final Initiator initiator;
  private final Consumer<Runnable> onLoop;

  /**
   * An asking side and the way to it.
   *
   * @param onLoop runs something on the side's loop, then lets it write
   */
  public Measured(Initiator initiator, Consumer<Runnable> onLoop) {
    this.initiator = initiator;
    this.onLoop = onLoop;
  }

  /** See {@link Subject#pingPong}. */
  public long[] pingPong(int count) throws InterruptedException {
    return run(done -> initiator.beginPings(count, done));
  }

  /** See {@link Subject#bulk}. */
  public long bulk(int messages) throws InterruptedException {
    return run(done -> initiator.beginBulk(messages, done))[0];
  }

  private long[] run(Consumer<Consumer<long[]>> work) throws InterruptedException {
    CompletableFuture<long[]> done = new CompletableFuture<>();
    onLoop.accept(() -> work.accept(done::complete));
    try {
      return done.get(MINUTES, TimeUnit.MINUTES);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Not done after " + MINUTES + " minutes", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
