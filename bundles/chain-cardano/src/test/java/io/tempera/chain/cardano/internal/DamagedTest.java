package io.tempera.chain.cardano.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.ChainFormat;
import io.tempera.chain.Encoded;
import io.tempera.tx.TxFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to real bytes: they are read, left to others, or refused with a sentence. */
final class DamagedTest {
  private static final int ROUNDS = 3_000;
  private static final List<String> BLOCKS =
      List.of("byron-main.block", "shelley.block", "allegra.block", "alonzo.block", "conway.block");

  @Test
  void nothingElseComesOfDamage() {
    Random random = new Random(20_260_101);
    List<Encoded> whole = new ArrayList<>();
    for (String name : BLOCKS) {
      Encoded block = RealBytes.block(name);
      whole.add(block);
      RealBlocksTest.FORMATS.stream()
          .flatMap(format -> format.block(block).stream())
          .forEach(read -> whole.add(read.header().encoded()));
    }
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Encoded damaged = damage(whole.get(random.nextInt(whole.size())).bytes(), random);
      for (ChainFormat format : RealBlocksTest.FORMATS) {
        refused += refuses(() -> format.header(damaged)) ? 1 : 0;
        refused += refuses(() -> format.block(damaged)) ? 1 : 0;
        if (format instanceof TxFormat transactions) {
          refused += refuses(() -> transactions.id(damaged)) ? 1 : 0;
        }
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  /** Every cut of a header and a block, one byte after another. */
  @Test
  void noCutIsTakenForTheWhole() {
    Encoded block = RealBytes.block("conway.block");
    ConwayFormat conway = new ConwayFormat();
    Encoded header = conway.block(block).orElseThrow().header().encoded();
    for (int size = 0; size < block.size(); size++) {
      // A byte string that is not all there is no byte string: nothing can be known of it.
      assertThat(conway.block(cut(block, size))).isEmpty();
    }
    for (int size = 0; size < header.size(); size++) {
      Encoded cut = cut(header, size);
      assertThat(refuses(() -> assertThat(conway.header(cut)).isEmpty())).isEqualTo(size >= 3);
    }
  }

  private static Encoded cut(Encoded whole, int size) {
    return new Encoded(Arrays.copyOf(whole.bytes(), size));
  }

  private static Encoded damage(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int flips = random.nextInt(4); flips > 0; flips--) {
      // Mostly where the forms are, not in the midst of keys and signatures.
      int at = random.nextInt(random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length);
      bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << at % 8);
    }
    return new Encoded(
        random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
  }

  private static boolean refuses(Runnable reading) {
    try {
      reading.run();
      return false;
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageMatching("[a-z]+ (header|block|transaction) .*");
      return true;
    }
  }
}
