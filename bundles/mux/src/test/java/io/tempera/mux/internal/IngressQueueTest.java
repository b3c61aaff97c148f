package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IngressQueueTest {
  private final IngressQueue queue = new IngressQueue();

  private static byte[] bytes(int count, int first) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  void aPayloadThatIsTakenAsAWholeIsNotCopiedAgain() {
    byte[] given = bytes(300, 0);
    queue.append(ByteBuffer.wrap(given), true);
    assertThat(queue.take(300)).isSameAs(given);
  }

  @Test
  void aLentPayloadIsCopied() {
    byte[] lent = bytes(300, 0);
    queue.append(ByteBuffer.wrap(lent), false);
    Arrays.fill(lent, (byte) 0xdd);
    assertThat(queue.take(300)).isEqualTo(bytes(300, 0));
  }

  @Test
  void aMessageAcrossPayloadsIsPutTogether() {
    queue.append(ByteBuffer.wrap(bytes(200, 0)), false);
    queue.append(ByteBuffer.wrap(bytes(200, 200)), false);
    queue.append(ByteBuffer.wrap(bytes(200, 400)), false);
    assertThat(queue.take(50)).isEqualTo(bytes(50, 0));
    assertThat(queue.take(500)).isEqualTo(bytes(500, 50));
    assertThat(queue.take(50)).isEqualTo(bytes(50, 550));
    assertThat(queue.arrived()).isZero();
  }

  @Test
  void aChunkThatWasLeftHalfEmptyIsNotHandedOutAsAMessage() {
    queue.append(ByteBuffer.wrap(bytes(1, 0)), false);
    queue.append(ByteBuffer.wrap(bytes(100, 1)), false);
    queue.append(ByteBuffer.wrap(bytes(600, 101)), false);
    queue.take(1);
    // The second payload began a chunk of 512, which the third did not fit into.
    assertThat(queue.take(512)).isEqualTo(bytes(512, 1));
  }

  /** Appends bytes of a stream in payloads of one size; returns where the next one begins. */
  private int appendUpTo(int end, int from, int payload) {
    int at = from;
    while (at < end) {
      queue.append(ByteBuffer.wrap(bytes(payload, at)), false);
      at += payload;
    }
    return at;
  }

  @Test
  void afterTwoLongMessagesOfOneSizeTheNextOnesLieTogether() {
    int written = appendUpTo(6_000, 0, 700);
    assertThat(queue.take(3_000)).isEqualTo(bytes(3_000, 0));
    assertThat(queue.take(3_000)).isEqualTo(bytes(3_000, 3_000));

    written = appendUpTo(15_000, written, 700);
    // The third began before its size could be guessed.
    assertThat(queue.take(3_000)).isEqualTo(bytes(3_000, 6_000));
    assertThat(queue.look(0).remaining()).isEqualTo(3_000);
    assertThat(queue.take(3_000)).isEqualTo(bytes(3_000, 9_000));
    assertThat(queue.look(0).remaining()).isEqualTo(3_000);
    assertThat(queue.take(3_000)).isEqualTo(bytes(3_000, 12_000));
    assertThat(queue.arrived()).isEqualTo(written - 15_000);
  }

  @Test
  void aShortMessageBetweenLongOnesDelaysTheGuessAndNoMore() {
    int written = appendUpTo(6_000, 0, 700);
    queue.take(3_000);
    queue.take(3_000);
    written = appendUpTo(9_000, written, 700);
    queue.take(3_000);
    queue.take(3);
    written = appendUpTo(18_003, written, 700);
    assertThat(queue.take(3_000)).isEqualTo(bytes(3_000, 9_003));
    assertThat(queue.take(3_000)).isEqualTo(bytes(3_000, 12_003));
    assertThat(queue.look(0).remaining()).isEqualTo(3_000);
    assertThat(queue.take(3_000)).isEqualTo(bytes(3_000, 15_003));
  }

  @Test
  void noMoreIsHeldThanEightTimesThePayloadThatBeganAChunk() {
    int written = appendUpTo(16_000, 0, 1_000);
    queue.take(8_000);
    queue.take(8_000);
    queue.append(ByteBuffer.wrap(bytes(1_000, written)), false);
    assertThat(queue.free(written + 1_000)).isEqualTo(7_000);
    written = appendUpTo(24_000, written + 1_000, 1_000);
    queue.take(8_000);

    queue.append(ByteBuffer.wrap(bytes(999, written)), false);
    assertThat(queue.free(written + 999)).isZero();
    assertThat(queue.take(999)).isEqualTo(bytes(999, written));
  }

  @Test
  void aPayloadWithAnArrayOfItsOwnDoesNotLeaveTheChunkBeforeItEmpty() {
    queue.append(ByteBuffer.wrap(bytes(1, 0)), false);
    // A tiny payload and one that came in pieces, over and over: the cheapest way to chunks of 512.
    for (int at = 1; at < 129 * 100; at += 129) {
      queue.append(ByteBuffer.wrap(bytes(1, at)), false);
      queue.append(ByteBuffer.wrap(bytes(128, at + 1)), true);
    }
    int chunks = 0;
    for (int at = 0; at < queue.arrived(); at += queue.look(at).remaining()) {
      chunks++;
    }
    assertThat(chunks).as("two chunks for four pairs").isLessThan(60);
    assertThat(queue.take(129 * 100)).isEqualTo(bytes(129 * 100, 0));
  }

  @Test
  void aChunkThatWasMadeAheadTakesPayloadsWithArraysOfTheirOwnToo() {
    int written = appendUpTo(16_000, 0, 1_000);
    queue.take(8_000);
    queue.take(8_000);
    queue.append(ByteBuffer.wrap(bytes(1_000, written)), false);
    queue.append(ByteBuffer.wrap(bytes(900, written + 1_000)), true);
    assertThat(queue.free(written + 1_900)).isEqualTo(6_100);
    assertThat(queue.take(1_900)).isEqualTo(bytes(1_900, written));
  }

  @Test
  void lookingShowsWhatLiesTogetherAndTakesNothing() {
    queue.append(ByteBuffer.wrap(bytes(200, 0)), false);
    queue.append(ByteBuffer.wrap(bytes(200, 200)), false);
    assertThat(bytesOf(queue.look(0))).isEqualTo(bytes(200, 0));
    assertThat(bytesOf(queue.look(150))).isEqualTo(bytes(50, 150));
    assertThat(bytesOf(queue.look(200))).isEqualTo(bytes(200, 200));
    assertThat(bytesOf(queue.look(10))).isEqualTo(bytes(190, 10));
    assertThat(queue.arrived()).isEqualTo(400);
  }

  @Test
  void whatIsLookedAtCannotBeChanged() {
    queue.append(ByteBuffer.wrap(bytes(4, 0)), false);
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> queue.look(0).put((byte) 1));
  }

  @Test
  void lookedAtBytesDoNotCountAgainstTheLimitUntilSomebodyBeginsAnew() {
    queue.append(ByteBuffer.wrap(bytes(200, 0)), false);
    queue.append(ByteBuffer.wrap(bytes(200, 200)), false);
    assertThat(queue.notLookedAt()).isEqualTo(400);
    queue.look(0);
    assertThat(queue.notLookedAt()).isEqualTo(200);
    queue.take(100);
    assertThat(queue.notLookedAt()).isEqualTo(200);
    queue.take(150);
    assertThat(queue.notLookedAt()).isEqualTo(150);
    queue.look(0);
    assertThat(queue.notLookedAt()).isZero();
    queue.lookAgain();
    assertThat(queue.notLookedAt()).isEqualTo(150);
  }

  @Test
  void thereIsNothingBeyondTheEnd() {
    queue.append(ByteBuffer.wrap(bytes(4, 0)), false);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> queue.look(4));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> queue.look(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> queue.take(5));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> queue.take(0));
    assertThat(queue.arrived()).isEqualTo(4);
  }

  @Test
  void anySequenceOfCallsGivesTheBytesInOrder() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      IngressQueue each = new IngressQueue();
      int written = 0;
      int taken = 0;
      for (int step = 0; step < 200; step++) {
        int there = written - taken;
        assertThat(each.arrived()).isEqualTo(there);
        switch (random.nextInt(there == 0 ? 2 : 4)) {
          case 0, 1 -> {
            int count = 1 + random.nextInt(random.nextBoolean() ? 5 : 700);
            each.append(ByteBuffer.wrap(bytes(count, written)), random.nextInt(4) == 0);
            written += count;
          }
          case 2 -> {
            int offset = random.nextInt(there);
            byte[] seen = bytesOf(each.look(offset));
            assertThat(seen).isNotEmpty().isEqualTo(bytes(seen.length, taken + offset));
          }
          default -> {
            int any = 1 + random.nextInt(there);
            // Often the same: then a guess is made of what comes next.
            int count = there > 1_500 && random.nextInt(4) > 0 ? 1_500 : any;
            boolean same = Arrays.equals(each.take(count), bytes(count, taken));
            assertThat(same).as("seed %d, step %d", seed, step).isTrue();
            taken += count;
          }
        }
      }
    }
  }

  @Test
  @Timeout(60)
  void anAppenderAndAReaderNeedNoLock() throws InterruptedException {
    int total = 20_000_000;
    AtomicReference<Throwable> failed = new AtomicReference<>();
    Thread appender =
        new Thread(
            () -> {
              Random random = new Random(1);
              for (int written = 0; written < total; ) {
                if (queue.notLookedAt() > 100_000) {
                  Thread.onSpinWait();
                  continue;
                }
                int count =
                    Math.min(total - written, 1 + random.nextInt(random.nextBoolean() ? 9 : 2_000));
                queue.append(ByteBuffer.wrap(bytes(count, written)), random.nextBoolean());
                written += count;
              }
            });
    appender.setUncaughtExceptionHandler((thread, thrown) -> failed.set(thrown));
    appender.setDaemon(true);
    appender.start();
    Random random = new Random(2);
    for (int taken = 0; taken < total && failed.get() == null; ) {
      int there = (int) queue.arrived();
      if (there == 0) {
        Thread.onSpinWait();
        continue;
      }
      queue.look(random.nextInt(there));
      int any = 1 + random.nextInt(Math.min(there, 5_000));
      int count = there > 5_000 && random.nextInt(8) > 0 ? 5_000 : any;
      byte[] message = queue.take(count);
      if (!Arrays.equals(message, bytes(count, taken))) {
        failed.compareAndSet(null, new AssertionError("wrong bytes at " + taken));
      }
      taken += count;
    }
    appender.join();
    assertThat(failed.get()).isNull();
  }

  @Test
  void whatComesInDribsSharesAChunk() {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int i = 0; i < 1_000; i++) {
      queue.append(ByteBuffer.wrap(new byte[] {(byte) i}), false);
      sent.write(i);
    }
    // The first byte came alone; the others lie together by 512.
    assertThat(queue.look(0).remaining()).isEqualTo(1);
    assertThat(queue.look(1).remaining()).isEqualTo(512);
    assertThat(queue.take(1_000)).isEqualTo(sent.toByteArray());
  }
}
