package io.tempera.benchmarks.wire;

import java.nio.ByteBuffer;

/**
 * The asking side: counts what comes back, and asks for more. Of bulk, {@value #WINDOW} messages
 * are under way at most, asked for in two halves.
 */
public final class Initiator extends Conversation {
  /** Most bulk messages that are asked for and have not arrived. */
  public static final int WINDOW = 128;

  private static final int HALF = WINDOW / 2;
  private static final byte[] PING = {1, 2, 3};

  private final boolean copies;
  private Runnable whenDone = () -> {};
  private long started;
  private long nanos;

  private int pingsLeft;
  private boolean pingDue;
  private int pongBytes;

  private int toAsk;
  private int toArrive;
  private int asked;
  private byte[] message = {};
  private int filled;

  /** What was delivered last: keeps the copies from being optimised away. */
  private byte[] delivered = {};

  /**
   * An asking side.
   *
   * @param copies whether each message is delivered as an array of its own, or only counted
   */
  public Initiator(boolean copies) {
    this.copies = copies;
  }

  /** Begins with round trips. */
  public void beginPings(int count, Runnable done) {
    begin(done);
    pingsLeft = count;
    pingDue = true;
  }

  /** Begins with bulk. */
  public void beginBulk(int messages, Runnable done) {
    begin(done);
    toAsk = messages;
    toArrive = messages;
    asked = 0;
  }

  private void begin(Runnable done) {
    whenDone = done;
    started = System.nanoTime();
  }

  /** How long it took; known when it is done. */
  public long nanos() {
    return nanos;
  }

  @Override
  public boolean hasOutput() {
    return pingDue || toAsk > 0 && asked <= HALF;
  }

  @Override
  public void fill(Batch batch) {
    if (pingDue) {
      pingDue = false;
      batch.frame(Frames.SMALL, PING, 0, PING.length);
    }
    while (toAsk > 0 && asked <= HALF) {
      int count = Math.min(HALF, toAsk);
      toAsk -= count;
      asked += count;
      batch.frame(Frames.BULK, ByteBuffer.allocate(4).putInt(count).array(), 0, 4);
    }
  }

  @Override
  public void payload(int number, ByteBuffer part) {
    if (number == Frames.SMALL) {
      pong(part);
    } else {
      bulk(part);
    }
  }

  private void pong(ByteBuffer part) {
    int length = part.remaining();
    if (copies) {
      delivered = new byte[length];
      part.get(delivered);
    } else {
      part.position(part.limit());
    }
    pongBytes += length;
    if (pongBytes == PING.length) {
      pongBytes = 0;
      pingsLeft--;
      pingDue = pingsLeft > 0;
      if (!pingDue) {
        done();
      }
    }
  }

  private void bulk(ByteBuffer part) {
    while (part.hasRemaining()) {
      int length = Math.min(part.remaining(), Frames.MESSAGE - filled);
      if (!copies) {
        part.position(part.position() + length);
      } else {
        if (filled == 0) {
          message = new byte[Frames.MESSAGE];
        }
        part.get(message, filled, length);
      }
      filled += length;
      if (filled == Frames.MESSAGE) {
        filled = 0;
        delivered = message;
        arrived();
      }
    }
  }

  private void arrived() {
    asked--;
    toArrive--;
    if (toArrive == 0) {
      done();
    }
  }

  private void done() {
    nanos = System.nanoTime() - started;
    assert delivered.length >= 0;
    whenDone.run();
  }
}
