package io.tempera.kit;

import io.tempera.kit.cbor.CborScanner;
import io.tempera.mux.Channel;
import java.nio.ByteBuffer;

/**
 * Finds the next whole message in a channel, which keeps its bytes: this has a cursor only, so that
 * nothing is read ahead and whoever carries on finds everything.
 */
final class Incoming {
  /**
   * After so many more bytes a half looks at what has come of a large message, so that the rest
   * does not pile up unlooked at: what waits in the channel counts against the ingress limit.
   */
  static final int LOOK_EVERY_BYTES = 32_768;

  /** The longest head of an array and the longest head of its first item. */
  private static final int START_BYTES = 18;

  private final Channel channel;
  private final int depth;

  /** Null while nothing of a message was seen: a half that only waits has none. */
  private CborScanner scanner;

  Incoming(Channel channel, int depth) {
    this.channel = channel;
    this.depth = depth;
  }

  /**
   * Looks at what has arrived since the last look.
   *
   * @return how many bytes the next message has at least; exactly, when it is whole
   * @throws io.tempera.kit.cbor.CborException when it cannot become a CBOR item any more
   */
  long look() {
    while (!isWhole() && seen() < channel.arrived()) {
      ByteBuffer bytes = channel.look(seen());
      if (scanner == null) {
        scanner = new CborScanner(0, depth);
      }
      scanner.scan(bytes);
    }
    return seen() + needed();
  }

  /** A copy of the message's first bytes, at most {@value #START_BYTES}. */
  byte[] start() {
    byte[] start = new byte[Math.min(START_BYTES, seen())];
    int have = 0;
    while (have < start.length) {
      ByteBuffer piece = channel.look(have);
      int more = Math.min(piece.remaining(), start.length - have);
      piece.get(start, have, more);
      have += more;
    }
    return start;
  }

  /** Whether more bytes can say more about how the message begins. */
  boolean isStarting() {
    return seen() < START_BYTES;
  }

  /** Whether the message is whole, as far as was looked. */
  boolean isWhole() {
    return scanner != null && scanner.isDone();
  }

  /** How many bytes must have arrived for another look to be worth it. */
  int worthLooking() {
    long more = Math.max(1, Math.min(LOOK_EVERY_BYTES, needed()));
    return isWhole() ? seen() : (int) (seen() + more);
  }

  private long needed() {
    return scanner == null ? 1 : scanner.needed();
  }

  /** Takes the message, which is whole. */
  byte[] take() {
    byte[] message = channel.take(seen());
    scanner = null;
    return message;
  }

  /** How many bytes of the message were seen. */
  int seen() {
    return scanner == null ? 0 : (int) scanner.scanned();
  }
}
