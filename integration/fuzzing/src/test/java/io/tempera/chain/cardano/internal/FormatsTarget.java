package io.tempera.chain.cardano.internal;

import static io.tempera.fuzzing.FuzzTarget.check;
import static io.tempera.fuzzing.FuzzTarget.same;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.Encoded;
import io.tempera.chain.Header;
import io.tempera.fuzzing.Bits;
import io.tempera.fuzzing.FuzzTarget;
import io.tempera.tx.TxFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A header, a block or a transaction, as each era's format reads it: at the most one format knows
 * it, and reads it or refuses it with a sentence; the header of a block is the same on chain-sync.
 *
 * <p>Input: which of the three, the item.
 */
public final class FormatsTarget implements FuzzTarget {
  private static final List<ChainFormat> FORMATS =
      List.of(
          new ByronFormat(),
          new ShelleyFormat(),
          new AllegraFormat(),
          new MaryFormat(),
          new AlonzoFormat(),
          new BabbageFormat(),
          new ConwayFormat());

  @Override
  public void use(byte[] input) {
    Bits bits = new Bits(input);
    int kind = bits.below(3);
    Encoded item = new Encoded(bits.rest());
    switch (kind) {
      case 0 -> header(item);
      case 1 -> block(item);
      default -> transaction(item);
    }
  }

  private static Optional<Header> header(Encoded item) {
    Optional<Header> header = only("header", format -> format.header(item));
    header.ifPresent(read -> same(read.encoded(), item, "a header's bytes"));
    return header;
  }

  private static void block(Encoded item) {
    Optional<Block> block = only("block", format -> format.block(item));
    block.ifPresent(
        read -> {
          same(read.encoded(), item, "a block's bytes");
          Header header = read.header();
          same(header(header.encoded()), Optional.of(header), "the header of a block");
        });
  }

  private static void transaction(Encoded item) {
    Optional<Encoded> id =
        only(
            "transaction",
            format -> format instanceof TxFormat of ? of.id(item) : Optional.empty());
    id.ifPresent(read -> same(read.size(), 2 + 34, "the size of an id"));
  }

  /** What the formats make of it: nothing, or one reads it, or one refuses it. */
  private static <T> Optional<T> only(String what, Function<ChainFormat, Optional<T>> reading) {
    List<String> knowing = new ArrayList<>();
    Optional<T> result = Optional.empty();
    for (ChainFormat format : FORMATS) {
      try {
        Optional<T> read = reading.apply(format);
        if (read.isPresent()) {
          result = read;
          knowing.add(format.name());
        }
      } catch (IllegalArgumentException refused) {
        knowing.add(format.name());
        check(
            refused.getMessage().startsWith(format.name() + " " + what + " "),
            "a refusal says what is refused: " + refused.getMessage());
      }
    }
    check(knowing.size() <= 1, "one format at the most knows it, not " + knowing);
    return result;
  }
}
