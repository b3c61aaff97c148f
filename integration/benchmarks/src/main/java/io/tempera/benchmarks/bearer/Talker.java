package io.tempera.benchmarks.bearer;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerUser;
import io.tempera.benchmarks.wire.Batch;
import io.tempera.benchmarks.wire.Conversation;
import io.tempera.benchmarks.wire.Frames;
import io.tempera.failure.Failure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One end of a conversation on a bearer. */
final class Talker implements BearerUser {
  private final Bearer bearer;
  private final Conversation conversation;

  Talker(Bearer bearer, Conversation conversation) {
    this.bearer = bearer;
    this.conversation = conversation;
  }

  @Override
  public void received(ByteBuffer bytes) {
    conversation.received(bytes);
  }

  @Override
  public void burstEnded() {
    if (conversation.hasOutput()) {
      bearer.requestTurn();
    }
  }

  @Override
  public List<ByteBuffer> nextBatch() {
    Buffers batch = new Buffers();
    conversation.fill(batch);
    if (conversation.hasOutput()) {
      bearer.requestTurn();
    }
    return batch.buffers;
  }

  @Override
  public void batchWritten() {
    // The next one was asked for already.
  }

  @Override
  public void inputClosed() {
    bearer.close();
  }

  @Override
  public void closed(Optional<Failure> failure) {
    // Whoever measures would wait in vain, and says so.
  }

  /** As the multiplexer does it: headers, and slices of the arrays. */
  private static final class Buffers implements Batch {
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private int bytes;

    @Override
    public void frame(int number, byte[] payload, int offset, int length) {
      buffers.add(ByteBuffer.allocate(Frames.HEADER).putLong(Frames.header(number, length)).flip());
      buffers.add(ByteBuffer.wrap(payload, offset, length));
      bytes += Frames.HEADER + length;
    }

    @Override
    public int bytes() {
      return bytes;
    }
  }
}
