package io.tempera.benchmarks.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/** The answering side: returns small messages, and sends as much bulk as it is asked for. */
public final class Responder extends Conversation {
  private final Shape shape;
  private final List<byte[]> messages;
  private byte[] message = {};
  private int turn;
  private final ArrayDeque<byte[]> pongs = new ArrayDeque<>();
  private int requestBytes;
  private int request;
  private int messagesLeft;
  private int position;

  /** An answering side whose bulk is zeros. */
  public Responder(Shape shape) {
    this(shape, List.of());
  }

  /**
   * An answering side.
   *
   * @param messages sent one after another, again and again, of each as many bytes from its first
   *     one on as the shape says; none for zeros
   */
  public Responder(Shape shape, List<byte[]> messages) {
    this.shape = shape;
    this.messages = messages;
  }

  @Override
  public boolean hasOutput() {
    return messagesLeft > 0 || !pongs.isEmpty();
  }

  @Override
  public void fill(Batch batch) {
    for (byte[] pong = pongs.poll(); pong != null; pong = pongs.poll()) {
      batch.frame(Frames.SMALL, pong, 0, pong.length);
    }
    if (messagesLeft > 0 && message.length == 0) {
      message = nextMessage();
    }
    while (messagesLeft > 0 && !batch.isFull()) {
      int length = Math.min(shape.payload(), shape.message() - position);
      batch.frame(Frames.BULK, message, position, length);
      position += length;
      if (position == shape.message()) {
        position = 0;
        messagesLeft--;
        message = nextMessage();
      }
    }
  }

  /** Not before the first is asked for: an idle connection has none. */
  private byte[] nextMessage() {
    if (messages.isEmpty()) {
      return message.length == 0 ? new byte[shape.message()] : message;
    }
    byte[] next = messages.get(turn);
    turn = (turn + 1) % messages.size();
    return next;
  }

  @Override
  public void payload(int number, ByteBuffer part) {
    if (number == Frames.SMALL) {
      byte[] ping = new byte[part.remaining()];
      part.get(ping);
      pongs.add(ping);
      return;
    }
    while (part.hasRemaining()) {
      request = request << 8 | part.get() & 0xff;
      requestBytes++;
      if (requestBytes == Integer.BYTES) {
        messagesLeft += request;
        request = 0;
        requestBytes = 0;
      }
    }
  }
}
