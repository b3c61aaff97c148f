package io.tempera.shell.internal;

import io.tempera.runtime.Timer;
import io.tempera.runtime.Timers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A channel that is closed when one read or one write on it takes too long; no read does while it
 * is said to be patient.
 */
final class IdleChannel implements ByteChannel {
  private final ByteChannel channel;
  private final Timers timers;
  private final Supplier<Duration> limit;
  private volatile boolean patient;

  IdleChannel(ByteChannel channel, Timers timers, Supplier<Duration> limit) {
    this.channel = channel;
    this.timers = timers;
    this.limit = limit;
  }

  /** Whether reads that begin from now on may take any time. */
  void patient(boolean now) {
    patient = now;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (patient) {
      return channel.read(target);
    }
    Timer timer = timers.after(limit.get(), this::close);
    try {
      return channel.read(target);
    } finally {
      timer.cancel();
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    Timer timer = timers.after(limit.get(), this::close);
    try {
      return channel.write(source);
    } finally {
      timer.cancel();
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Closes; whoever reads or writes gets an exception. Idempotent. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed all the same, and nobody is left to be told.
    }
  }
}
