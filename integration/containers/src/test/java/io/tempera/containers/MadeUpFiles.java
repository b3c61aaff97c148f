package io.tempera.containers;

import io.tempera.chain.Encoded;
import io.tempera.chain.sample.BlockFile;
import io.tempera.chain.sample.MadeUpChain;
import io.tempera.chain.sample.MadeUpTransaction;
import io.tempera.chain.sample.MadeUpTransactions;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Writes what {@link MadeUpItems} reads: in a container the bundle of the made-up chain exports
 * nothing, so a chain must be made outside.
 */
final class MadeUpFiles {
  private static final long SEED = 7;

  private MadeUpFiles() {}

  /**
   * Writes a chain, blocks that go on from it, and transactions.
   *
   * @param directory made if need be
   * @param blocks of the chain, for a node to load
   * @param more blocks behind these, and as many transactions
   */
  static void write(Path directory, int blocks, int more) throws IOException {
    Files.createDirectories(directory);
    MadeUpChain chain = MadeUpChain.of(SEED);
    BlockFile.write(MadeUpItems.chain(directory), chain, blocks);
    writeItems(MadeUpItems.blocks(directory), chain.blocks(more).map(block -> block.encoded()));
    writeItems(
        MadeUpItems.transactions(directory),
        Stream.generate(MadeUpTransactions.of(SEED)::next)
            .limit(more)
            .map(MadeUpTransaction::encoded));
  }

  private static void writeItems(Path file, Stream<Encoded> items) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Encoded item : items.toList()) {
        out.writeInt(item.size());
        out.write(item.bytes());
      }
    }
  }
}
