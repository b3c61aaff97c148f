package io.tempera.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.kit.cbor.CborScanner;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.mux.Channel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IncomingTest {
  private static final int SIZE = 2_500_000;
  private static final int CHUNK = 1_000;

  /** A message of which more and more is there, and which counts the bytes that are looked at. */
  private static final class Slow implements Channel {
    private final byte[] message;
    private int there;
    private long lookedAt;

    Slow(CborWriter message) {
      this.message = message.toByteArray();
    }

    @Override
    public int arrived() {
      return there;
    }

    @Override
    public ByteBuffer look(int offset) {
      int count = Math.min(CHUNK - offset % CHUNK, there - offset);
      lookedAt += count;
      return ByteBuffer.wrap(message, offset, count).slice().asReadOnlyBuffer();
    }

    @Override
    public byte[] take(int count) {
      return Arrays.copyOf(message, count);
    }

    @Override
    public void send(List<ByteBuffer> pieces) {
      throw new AssertionError("nothing is sent here");
    }
  }

  /** Lets it arrive, looks whenever that is worth it, and says how often that was. */
  private static int looks(Slow channel) {
    Incoming incoming = new Incoming(channel, CborScanner.DEFAULT_DEPTH);
    int looks = 0;
    while (!incoming.isWhole()) {
      int worth = incoming.worthLooking();
      assertThat(worth).isGreaterThan(channel.there).isLessThanOrEqualTo(channel.message.length);
      while (channel.there < worth) {
        channel.there = Math.min(channel.message.length, channel.there + CHUNK);
      }
      incoming.look();
      looks++;
    }
    assertThat(incoming.take()).isEqualTo(channel.message);
    return looks;
  }

  @Test
  void eachByteOfALargeMessageThatComesInSmallPiecesIsLookedAtOnce() {
    CborWriter items = new CborWriter(SIZE).arrayIndefinite();
    for (int i = 0; i < SIZE - 2; i++) {
      items.unsigned(i % 24);
    }
    Slow channel = new Slow(items.end());
    looks(channel);
    assertThat(channel.lookedAt).isEqualTo(SIZE);
  }

  @Test
  void aLargeStringIsLookedAtInLargeSteps() {
    Slow channel = new Slow(new CborWriter().array(2).unsigned(4).bytes(new byte[SIZE]));
    assertThat(looks(channel)).isLessThanOrEqualTo(SIZE / Incoming.LOOK_EVERY_BYTES + 2);
    assertThat(channel.lookedAt).isEqualTo(channel.message.length);
  }
}
