package io.tempera.benchmarks.baseline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.LeakPresenceDetector;
import io.tempera.benchmarks.wire.Batch;
import io.tempera.benchmarks.wire.Conversation;
import io.tempera.benchmarks.wire.Frames;

/** How a batch is written. */
enum Output {
  /** Each payload is copied once, from its array into the batch's buffer. */
  COPYING {
    @Override
    ChannelFuture write(Conversation conversation, ChannelHandlerContext context) {
      Gathering batch = new Gathering(context.alloc().directBuffer(Frames.BATCH + Frames.PAYLOAD));
      conversation.fill(batch);
      return context.writeAndFlush(batch.buffer);
    }
  },

  /** Large payloads are slices of a buffer that was there before: nothing is copied. */
  RAW {
    @Override
    ChannelFuture write(Conversation conversation, ChannelHandlerContext context) {
      Slicing batch = new Slicing(context);
      conversation.fill(batch);
      return context.writeAndFlush(batch.frame);
    }
  };

  private static final int ROOM = Frames.HEADER + Frames.PAYLOAD;
  private static final ByteBuf PREPARED =
      LeakPresenceDetector.staticInitializer(
          () -> Unpooled.unreleasableBuffer(Unpooled.directBuffer(ROOM).writeZero(ROOM)));

  /** Writes what the conversation has to say, one batch. */
  abstract ChannelFuture write(Conversation conversation, ChannelHandlerContext context);

  private static final class Gathering implements Batch {
    private final ByteBuf buffer;

    Gathering(ByteBuf buffer) {
      this.buffer = buffer;
    }

    @Override
    public void frame(int number, byte[] payload, int offset, int length) {
      buffer.writeLong(Frames.header(number, length)).writeBytes(payload, offset, length);
    }

    @Override
    public int bytes() {
      return buffer.readableBytes();
    }
  }

  private static final class Slicing implements Batch {
    private final ChannelHandlerContext context;
    private ByteBuf frame = Unpooled.EMPTY_BUFFER;
    private int bytes;

    Slicing(ChannelHandlerContext context) {
      this.context = context;
    }

    @Override
    public void frame(int number, byte[] payload, int offset, int length) {
      if (bytes > 0) {
        context.write(frame);
      }
      boolean small = number == Frames.SMALL || length <= Integer.BYTES;
      int own = small ? Frames.HEADER + length : Frames.HEADER;
      frame = context.alloc().directBuffer(own).writeLong(Frames.header(number, length));
      if (small) {
        frame.writeBytes(payload, offset, length);
      } else {
        context.write(frame);
        frame = PREPARED.slice(0, length);
      }
      bytes += Frames.HEADER + length;
    }

    @Override
    public int bytes() {
      return bytes;
    }
  }
}
