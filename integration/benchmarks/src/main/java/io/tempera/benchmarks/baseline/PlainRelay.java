package io.tempera.benchmarks.baseline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Three plain ends in a line, each with loops of its own. At each hop a header is told, its block
 * asked for, and sent.
 */
public final class PlainRelay implements AutoCloseable {
  private static final long MINUTES = 1;

  private final PlainHop first;
  private final PlainHop middle;
  private final PlainHop last;
  private volatile CompletableFuture<Long> arrival = new CompletableFuture<>();

  private PlainRelay(int loops, int headerSize, int blockSize) throws InterruptedException {
    first = new PlainHop(loops);
    middle = new PlainHop(loops);
    last = new PlainHop(loops);
    middle.follow(first.address(), headerSize, blockSize, middle::announce);
    last.follow(
        middle.address(),
        headerSize,
        blockSize,
        (header, block) -> arrival.complete(System.nanoTime()));
  }

  /**
   * Connects them.
   *
   * @param loops event loops of each
   * @param headerSize bytes of each header
   * @param blockSize bytes of each block
   */
  public static PlainRelay open(int loops, int headerSize, int blockSize)
      throws InterruptedException {
    return new PlainRelay(loops, headerSize, blockSize);
  }

  /** Passes one block from the first to the last, and waits: how many nanoseconds it took. */
  public long pass(byte[] header, byte[] block) throws InterruptedException {
    arrival = new CompletableFuture<>();
    long began = System.nanoTime();
    first.announce(header, block);
    try {
      return arrival.get(MINUTES, TimeUnit.MINUTES) - began;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The block did not come", e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    last.close();
    middle.close();
    first.close();
  }
}
