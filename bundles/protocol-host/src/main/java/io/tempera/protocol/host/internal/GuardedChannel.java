package io.tempera.protocol.host.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.mux.Channel;
import io.tempera.mux.MuxChannel;
import io.tempera.mux.MuxException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The channel as a half sees it: the mux's until the half has ended or was given up, after which
 * every use throws. So whoever runs the slot next has the bytes for itself, and a half that will
 * not end keeps nothing of the connection.
 */
final class GuardedChannel implements Channel {
  private final String owner;

  /** Null once it is closed. */
  private volatile MuxChannel channel;

  /** Whether anything was taken or sent. */
  private volatile boolean used;

  /**
   * Opens the channel to a half.
   *
   * @param owner connection and half, as people read them
   */
  GuardedChannel(String owner, MuxChannel channel) {
    this.owner = owner;
    this.channel = channel;
  }

  /** Connection and half. */
  String owner() {
    return owner;
  }

  /** Takes it from the half. Idempotent. */
  void close() {
    channel = null;
  }

  /** The mux's channel, while the half may use it. */
  MuxChannel open() {
    MuxChannel open = channel;
    if (open == null) {
      throw new MuxException(
          FailureCategory.WRONG_STATE,
          owner + " was ended, its channel cannot be used any more; end when you are interrupted",
          Optional.empty());
    }
    return open;
  }

  /** How many bytes wait for the half; none once it is closed. Any thread. */
  int waiting() {
    MuxChannel open = channel;
    return open == null ? 0 : open.arrived();
  }

  @Override
  public int arrived() {
    return open().arrived();
  }

  @Override
  public ByteBuffer look(int offset) {
    return open().look(offset);
  }

  /** Whether the half has taken or sent anything. Any thread. */
  boolean isUsed() {
    return used;
  }

  @Override
  public byte[] take(int count) {
    used = true;
    return open().take(count);
  }

  @Override
  public void send(List<ByteBuffer> pieces) throws InterruptedException {
    used = true;
    open().send(pieces);
  }
}
