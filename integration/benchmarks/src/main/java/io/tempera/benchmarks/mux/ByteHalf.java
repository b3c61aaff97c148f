package io.tempera.benchmarks.mux;

import io.tempera.mux.MuxChannel;
import io.tempera.runtime.Wait;
import java.util.function.BooleanSupplier;

/** The bytes of a half, for the thread that runs it. */
final class ByteHalf {
  private final MuxChannel channel;
  private final Wait wait;
  private final BooleanSupplier going;

  /**
   * For a channel.
   *
   * @param wait woken by whoever changes what the half may wait for
   * @param going whether the half is to end
   */
  ByteHalf(MuxChannel channel, Wait wait, BooleanSupplier going) {
    this.channel = channel;
    this.wait = wait;
    this.going = going;
  }

  /** Lets {@link #await} look at its condition again. */
  void wake() {
    wait.wake();
  }

  /**
   * Waits until something is so.
   *
   * @throws InterruptedException when the half is to end
   */
  void await(BooleanSupplier condition) throws InterruptedException {
    wait.until(() -> condition.getAsBoolean() || going.getAsBoolean());
    if (going.getAsBoolean()) {
      throw new InterruptedException("The connection is closed");
    }
  }

  /**
   * Waits for so many bytes, and takes them.
   *
   * @throws InterruptedException when the half is to end
   */
  byte[] receive(int count) throws InterruptedException {
    if (channel.arrived() < count) {
      channel.whenArrived(count, wait::wake);
      await(() -> channel.arrived() >= count);
    }
    return channel.take(count);
  }

  /** Sends a message, which nobody may change any more; blocks while too much is queued. */
  void send(byte[] message) throws InterruptedException {
    channel.send(message);
  }
}
