package io.tempera.benchmarks.baseline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SingleThreadEventLoop;
import io.tempera.benchmarks.wire.Conversation;

/**
 * One end of a plain connection: reads, then writes one batch; while more is left, the next batch
 * comes when that one is written, in the event loop's next iteration.
 */
final class PlainHandler extends ChannelInboundHandlerAdapter implements ChannelFutureListener {
  private final Conversation conversation;
  private final Output output;
  private boolean writing;
  private boolean later;

  PlainHandler(Conversation conversation, Output output) {
    this.conversation = conversation;
    this.output = output;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf buffer = (ByteBuf) message;
    try {
      conversation.received(buffer.nioBuffer());
    } finally {
      buffer.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    write(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  /** Writes one batch, if there is something to write and nothing under way. On the loop. */
  void write(ChannelHandlerContext context) {
    if (!writing && !later && conversation.hasOutput()) {
      writing = true;
      output.write(conversation, context).addListener(this);
    }
  }

  @Override
  public void operationComplete(ChannelFuture written) {
    writing = false;
    if (written.isSuccess() && conversation.hasOutput()) {
      later = true;
      ChannelHandlerContext context = written.channel().pipeline().context(this);
      SingleThreadEventLoop loop = (SingleThreadEventLoop) written.channel().eventLoop();
      loop.executeAfterEventLoopIteration(
          () ->
              loop.execute(
                  () -> {
                    later = false;
                    write(context);
                  }));
    }
  }
}
