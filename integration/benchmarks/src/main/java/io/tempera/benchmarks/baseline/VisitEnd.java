package io.tempera.benchmarks.baseline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tempera.benchmarks.wire.Frames;

/** One end of a visit: counts what arrives, up to the end of the one frame that it expects. */
abstract class VisitEnd extends ChannelInboundHandlerAdapter {
  /** Bytes of a proposal of versions 14 and 15. */
  static final int PROPOSAL = 23;

  /** Bytes of the answer. */
  static final int ANSWER = 12;

  private int missing;

  VisitEnd(int expected) {
    missing = Frames.HEADER + expected;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    missing -= bytes.readableBytes();
    bytes.release();
    if (missing == 0) {
      arrived(context);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // The other side's reset.
    context.close();
  }

  static void say(ChannelHandlerContext context, int length) {
    ByteBuf frame = context.alloc().directBuffer(Frames.HEADER + length);
    context.writeAndFlush(frame.writeLong(Frames.header(0, length)).writeZero(length));
  }

  abstract void arrived(ChannelHandlerContext context);
}
