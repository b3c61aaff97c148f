package io.tempera.containers;

import io.tempera.chain.Encoded;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Blocks or transactions that {@link MadeUpFiles} has written, each to be taken once. */
final class MadeUpItems {
  private final Deque<Encoded> items;

  private MadeUpItems(Deque<Encoded> items) {
    this.items = items;
  }

  /** The file with the chain, as a node loads it. */
  static Path chain(Path directory) {
    return directory.resolve("chain.cbor");
  }

  /** The file with the blocks that go on from it. */
  static Path blocks(Path directory) {
    return directory.resolve("blocks");
  }

  /** The file with transactions. */
  static Path transactions(Path directory) {
    return directory.resolve("transactions");
  }

  /** Those of a file. */
  static MadeUpItems read(Path file) throws IOException {
    Deque<Encoded> items = new ArrayDeque<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (long left = Files.size(file); left > 0; ) {
        byte[] item = new byte[in.readInt()];
        in.readFully(item);
        items.add(new Encoded(item));
        left -= Integer.BYTES + item.length;
      }
    }
    return new MadeUpItems(items);
  }

  /** The next one. */
  Encoded next() {
    return items.removeFirst();
  }
}
