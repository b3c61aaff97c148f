package io.tempera.chain.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.chain.Block;
import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.cardano.internal.ConwayFormat;
import io.tempera.kit.cbor.CborReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The made-up chain as the format of Conway reads it. */
final class MadeUpChainTest {
  private final ConwayFormat format = new ConwayFormat();

  @Test
  void eachBlockFollowsTheOneBefore() {
    Optional<Hash> previous = Optional.empty();
    long number = 0;
    for (Block block : MadeUpChain.of(1).blocks(300).toList()) {
      // The format checks that the body is the one that the header names.
      Block read = format.block(block.encoded()).orElseThrow();
      assertThat(read).isEqualTo(block);
      assertThat(format.header(block.header().encoded())).contains(block.header());
      Header header = read.header();
      assertThat(header.previous()).isEqualTo(previous);
      assertThat(header.blockNo()).isEqualTo(number);
      assertThat(header.point().slot()).isEqualTo(20 * number);
      previous = Optional.of(header.point().hash());
      number++;
    }
  }

  @Test
  void theSameSeedMakesTheSameBytesAndAnotherOneOthers() {
    BlockShape shape = new BlockShape(5_000, 3, 7);
    List<Block> chain = MadeUpChain.of(42, shape).blocks(20).toList();
    assertThat(MadeUpChain.of(42, shape).blocks(20).toList()).isEqualTo(chain);
    assertThat(MadeUpChain.of(43, shape).blocks(20).toList())
        .hasSize(20)
        .doesNotContainAnyElementsOf(chain);
  }

  /** Whatever changes here, changes the chain of everybody who wrote down a hash of it. */
  @Test
  void theChainOfASeedStaysWhatItIs() {
    assertThat(MadeUpChain.of(1).blocks(3).map(Block::point).map(Point::toString))
        .containsExactly(
            "0.2f8f957b9ef089c3b160bb393ba4fff594a00a8d8887b67216ed5b4f7f44082c",
            "20.1eadeebb58420c22069c28df5544cb68796b11062042563e918c37ed8ed28e82",
            "40.018369d4e62d41efb1591622a0769de94e935c8583ecb6b1a3bbd931ca54d171");
  }

  @Test
  void aChainGoesOnBehindAnyBlockAndForksWithAnotherSeed() {
    List<Block> chain = MadeUpChain.of(1).blocks(10).toList();
    Tip fifth = chain.get(4).header().tip();
    assertThat(MadeUpChain.of(1).after(fifth).blocks(5).toList()).isEqualTo(chain.subList(5, 10));
    List<Block> fork = MadeUpChain.of(2).after(fifth).blocks(5).toList();
    assertThat(fork).doesNotContainAnyElementsOf(chain);
    assertThat(fork.getFirst().header().previous()).contains(chain.get(4).point().hash());
    assertThat(fork.getFirst().header().blockNo()).isEqualTo(5);
    MadeUpChain same = MadeUpChain.of(1);
    same.next();
    assertThat(same.tip()).isEqualTo(chain.getFirst().header().tip());
    assertThat(same.after(Tip.ORIGIN).next()).isEqualTo(chain.getFirst());
  }

  @Test
  void aChainGoesOnBehindABlockOfAnotherKindOfChain() {
    Tip foreign = new Tip(new Point.At(7, Hash.ofHex("abcd")), 3);
    Header next = MadeUpChain.of(1).after(foreign).next().header();
    assertThat(next.previous()).contains(Hash.ofHex("abcd"));
    assertThat(next.blockNo()).isEqualTo(4);
    assertThat(next.point().slot()).isEqualTo(27);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1200,0", "1800,5", "2000,0", "2001,1", "65536,1", "66000,20", "2097152,1"})
  void aBlockHasTheSizeThatWasAskedFor(int bytes, int transactions) {
    BlockShape shape = new BlockShape(bytes, transactions, 1);
    Block plain = MadeUpChain.of(3, new BlockShape(0, transactions, 1)).next();
    for (Block block : MadeUpChain.of(3, shape).blocks(3).toList()) {
      assertThat(format.block(block.encoded())).contains(block);
      assertThat(block.encoded().size()).isGreaterThanOrEqualTo(bytes);
      if (bytes > plain.encoded().size() + 1_000) {
        assertThat(block.encoded().size()).isLessThanOrEqualTo(bytes + BlockShape.MOST_MORE_BYTES);
      }
    }
  }

  @Test
  void shapesThatNobodyCanMoveAreRefused() {
    assertThatThrownBy(() -> new BlockShape(BlockShape.MOST_BYTES + 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("made-up blocks have 0 to 2097152 bytes, not 2097153");
    assertThatThrownBy(() -> new BlockShape(0, -1, 1)).hasMessageContaining("transactions, not -1");
    assertThatThrownBy(() -> new BlockShape(0, 0, 0)).hasMessageContaining("slots, not 0");
  }

  @Test
  void transactionsHaveTheIdThatTheirFormatSaysAndAreInTheBlocks() {
    MadeUpTransactions transactions = MadeUpTransactions.of(5);
    for (int filling : new int[] {0, 1, 66, 67, 10_000}) {
      MadeUpTransaction transaction = transactions.next(filling);
      assertThat(format.id(transaction.encoded())).contains(transaction.id());
      assertThat(transaction.offer().size()).isEqualTo(transaction.encoded().size());
      assertThat(transaction.auxiliary().map(Encoded::size).orElse(0))
          .isBetween(filling, filling + BlockShape.MOST_MORE_BYTES);
    }
    assertThat(MadeUpTransactions.of(5).next()).isEqualTo(MadeUpTransactions.of(5).next());
    assertThat(transactions.next()).isNotEqualTo(transactions.next());
  }

  @Test
  void aFileHoldsTheBlocksOneBehindTheOther(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("blocks");
    BlockFile.write(file, MadeUpChain.of(9), 25);
    CborReader reader = new CborReader(Files.readAllBytes(file));
    for (Block block : MadeUpChain.of(9).blocks(25).toList()) {
      assertThat(new Encoded(reader.readItem())).isEqualTo(block.encoded());
    }
    reader.expectEnd();
  }
}
