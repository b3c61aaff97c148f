package io.tempera.bearer.internal;

import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * Lets a Unix domain socket of the JDK stay half open: Netty closes it at the end of its input,
 * whatever its configuration says (4.2.18, AbstractNioByteChannel asks TCP's configuration only).
 * To Netty the end is told as a read of nothing; here it ends the reading, and is passed on as the
 * event that other channels fire.
 */
final class HalfOpenReads implements RecvByteBufAllocator {
  private final Channel channel;
  private final RecvByteBufAllocator sizes;

  /** Reads of a channel, with the sizes that another allocator chooses. */
  HalfOpenReads(Channel channel, RecvByteBufAllocator sizes) {
    this.channel = channel;
    this.sizes = sizes;
  }

  @Override
  @SuppressWarnings("deprecation") // Netty has not another way to make one
  public Handle newHandle() {
    return new Reads(sizes.newHandle());
  }

  private final class Reads extends DelegatingHandle {
    private boolean ended;

    @SuppressWarnings("deprecation") // as above
    Reads(Handle delegate) {
      super(delegate);
    }

    @Override
    public void lastBytesRead(int bytes) {
      ended = bytes < 0;
      super.lastBytesRead(Math.max(bytes, 0));
    }

    @Override
    public void readComplete() {
      super.readComplete();
      if (ended) {
        channel.config().setAutoRead(false);
        channel
            .eventLoop()
            .execute(
                () ->
                    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE));
      }
    }
  }
}
