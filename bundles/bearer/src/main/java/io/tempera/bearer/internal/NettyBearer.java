package io.tempera.bearer.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.BearerUser;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.runtime.Tasks;
import io.tempera.trace.Tracer;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A bearer is the one handler of its channel's pipeline.
 *
 * <pre>
 *   channel active ── opened ──► held ── start ──► running ──┬─ close() ──────────► closed()
 *                                                            ├─ I/O error ────────► closed(failure)
 *                                                            └─ the loop stops ───► closed(shutting down)
 * </pre>
 *
 * <p>The first reason to end is the one that is told. Between a reason and the end the user hears
 * nothing more.
 */
final class NettyBearer extends ChannelInboundHandlerAdapter
    implements Bearer, ChannelFutureListener {
  /** SDU payload of a socket bearer (network-mux Network.Mux.Bearer). */
  static final int SDU_SIZE = 12_288;

  /** Batch of a socket bearer (network-mux Network.Mux.Bearer). */
  static final int BATCH_SIZE = 131_072;

  /** Package-private for tests that look at what the socket was told. */
  final Channel channel;

  final SingleThreadEventLoop loop;
  private final Tasks tasks;
  private final Tracer tracer;
  private final Place place;
  private final boolean dialled;
  private final Consumer<NettyBearer> whenOpen;
  private final Turns turns;
  private final AtomicBoolean started = new AtomicBoolean();

  private volatile Optional<ConnectionId> connectionId = Optional.empty();
  private volatile boolean closing;

  // The rest belongs to the loop.
  private BearerUser user = new HeldEvents();
  private Optional<Failure> failure = Optional.empty();
  private boolean reading;
  private boolean ended;

  /**
   * The bearer of a channel that will be registered with a loop.
   *
   * @param tasks starts tasks near that loop
   * @param place where it was dialled to, or accepted
   * @param whenOpen called once on the loop, when there is a connection
   */
  NettyBearer(
      Channel channel,
      SingleThreadEventLoop loop,
      Tasks tasks,
      Tracer tracer,
      Place place,
      boolean dialled,
      Consumer<NettyBearer> whenOpen) {
    this.channel = channel;
    this.loop = loop;
    this.tasks = tasks;
    this.tracer = tracer;
    this.place = place;
    this.dialled = dialled;
    this.whenOpen = whenOpen;
    this.turns = new Turns(loop, this::writeBatch);
  }

  /** Whether there has been a connection. Any thread. */
  boolean hasOpened() {
    return connectionId.isPresent();
  }

  @Override
  public ConnectionId connectionId() {
    return connectionId.orElseThrow();
  }

  @Override
  public int sduSize() {
    return SDU_SIZE;
  }

  @Override
  public int batchSize() {
    return BATCH_SIZE;
  }

  @Override
  public void start(BearerUser newUser) {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("The bearer " + connectionId() + " was started before");
    }
    try {
      loop.execute(() -> begin(newUser));
    } catch (RejectedExecutionException e) {
      // No loop is left to tell it there.
      newUser.closed(Optional.of(Sentences.stopped(connectionId())));
    }
  }

  @Override
  public void requestTurn() {
    turns.request();
  }

  @Override
  public Tasks tasks() {
    return tasks;
  }

  @Override
  public void execute(Runnable action) {
    try {
      loop.execute(
          () -> {
            if (!ended) {
              guarded(action);
            }
          });
    } catch (RejectedExecutionException e) {
      // The loop has ended, and this bearer with it.
      assert loop.isShuttingDown();
    }
  }

  @Override
  public void close() {
    closing = true;
    channel.close();
  }

  private void begin(BearerUser newUser) {
    HeldEvents held = (HeldEvents) user;
    user = newUser;
    guarded(() -> held.replayTo(newUser));
    if (alive()) {
      channel.config().setAutoRead(true);
      turns.open();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (hasOpened()) {
      // Netty says so twice of a Unix socket, which connects while it is being registered.
      return;
    }
    connectionId = place.name(channel, dialled);
    if (connectionId.isEmpty()) {
      close();
      return;
    }
    tracer.trace(new BearerTrace.Opened(connectionId(), dialled));
    whenOpen.accept(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf buffer = (ByteBuf) message;
    try {
      if (alive()) {
        reading = true;
        turns.burstBegan();
        user.received(buffer.nioBuffer());
      }
    } catch (Throwable t) {
      fail(Sentences.userThrew(connectionId(), t));
    } finally {
      buffer.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (reading) {
      reading = false;
      if (alive()) {
        guarded(user::burstEnded);
      }
      turns.burstEnded();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && alive()) {
      guarded(user::inputClosed);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(Sentences.receivingFailed(connectionId, cause));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (ended || connectionId.isEmpty()) {
      return;
    }
    ended = true;
    turns.close();
    ConnectionId id = connectionId();
    if (failure.isEmpty() && !closing) {
      failure = Optional.of(Sentences.stopped(id));
    }
    BearerUser last = user;
    try {
      last.closed(failure);
    } finally {
      tracer.trace(new BearerTrace.Closed(id, failure));
    }
  }

  /**
   * Writes one batch. The buffers are gathered into one direct buffer: Netty copies each heap
   * buffer into a direct one anyway, so this is the same one copy, but a single allocation and
   * system call.
   */
  private void writeBatch() {
    if (!alive()) {
      return;
    }
    ByteBuf out;
    try {
      out = gather(user.nextBatch());
    } catch (Throwable t) {
      fail(Sentences.userThrew(connectionId(), t));
      return;
    }
    if (out.isReadable()) {
      // One batch under way at a time; its completion opens the gate again.
      turns.close();
      channel.writeAndFlush(out).addListener(this);
    } else {
      out.release();
    }
  }

  private ByteBuf gather(List<ByteBuffer> batch) {
    int bytes = 0;
    for (ByteBuffer part : batch) {
      bytes = Math.addExact(bytes, part.remaining());
    }
    ByteBuf out = channel.alloc().directBuffer(bytes, bytes);
    try {
      for (ByteBuffer part : batch) {
        append(part, out);
      }
      return out;
    } catch (RuntimeException e) {
      out.release();
      throw e;
    }
  }

  /** For an array Netty needs no second view of its memory, which would be made for each batch. */
  private static void append(ByteBuffer part, ByteBuf out) {
    if (part.hasArray()) {
      out.writeBytes(part.array(), part.arrayOffset() + part.position(), part.remaining());
    } else {
      out.writeBytes(part);
    }
  }

  /** A batch has been written, or failed. */
  @Override
  public void operationComplete(ChannelFuture written) {
    Throwable cause = written.cause();
    if (cause == null) {
      if (alive()) {
        guarded(user::batchWritten);
        turns.open();
      }
    } else if (!(cause instanceof ClosedChannelException)) {
      fail(Sentences.sendingFailed(connectionId(), cause));
    }
  }

  private boolean alive() {
    return !ended && !closing && failure.isEmpty();
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (Throwable t) {
      fail(Sentences.userThrew(connectionId(), t));
    }
  }

  private void fail(Failure why) {
    if (alive()) {
      failure = Optional.of(why);
    }
    channel.close();
  }
}
