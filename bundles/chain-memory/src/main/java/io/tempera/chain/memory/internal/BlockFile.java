package io.tempera.chain.memory.internal;

import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborScanner;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A file of blocks: CBOR items one after another. Of what is read one block is held at a time. */
final class BlockFile implements AutoCloseable {
  /** Far above what a block may have on the wire (2 500 000 bytes, BlockFetch's large limit). */
  static final int LARGEST_BLOCK = 16 << 20;

  private static final int CHUNK = 64 << 10;

  /** How many files were written, so that each has a name of its own while it is. */
  private static final AtomicLong WRITTEN = new AtomicLong();

  private final InputStream in;
  private final CborScanner scanner = new CborScanner();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
  private long offset;

  private BlockFile(InputStream in) {
    this.in = in;
  }

  static BlockFile open(Path file) throws IOException {
    return new BlockFile(Files.newInputStream(file));
  }

  /** Where the next block begins. */
  long offset() {
    return offset;
  }

  /**
   * The next block; empty at the end.
   *
   * @throws Unreadable when what follows is not a whole item
   */
  Optional<Encoded> next() throws IOException, Unreadable {
    ByteArrayOutputStream item = new ByteArrayOutputStream();
    scanner.reset();
    while (!scanner.isDone()) {
      if (!chunk.hasRemaining() && !fill()) {
        if (item.size() == 0) {
          return Optional.empty();
        }
        throw Unreadable.damaged(
            "it ends in the middle of the block at byte " + offset + ", after " + item.size());
      }
      scan(item);
    }
    offset += item.size();
    return Optional.of(new Encoded(item.toByteArray()));
  }

  private void scan(ByteArrayOutputStream item) throws Unreadable {
    int used;
    try {
      used = scanner.scan(chunk);
    } catch (CborException damaged) {
      throw Unreadable.damaged("at byte " + offset + " no block begins: " + damaged.getMessage());
    }
    if (item.size() + used > LARGEST_BLOCK) {
      throw Unreadable.damaged(
          "the item at byte " + offset + " is larger than any block, " + LARGEST_BLOCK + " bytes");
    }
    item.write(chunk.array(), chunk.position(), used);
    chunk.position(chunk.position() + used);
  }

  private boolean fill() throws IOException {
    int read = in.read(chunk.array());
    chunk.position(0).limit(Math.max(0, read));
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Writes blocks to a file; one that is there stays as it is until the new one is whole and on the
   * disk. Two at a time do not disturb each other: the last one stays.
   */
  static void write(Path file, List<Encoded> blocks) throws IOException {
    String own = ProcessHandle.current().pid() + "-" + WRITTEN.incrementAndGet();
    Path part = file.resolveSibling(file.getFileName() + "." + own + ".part");
    try {
      writeNew(part, blocks);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part); // There still when it failed.
    }
  }

  private static void writeNew(Path part, List<Encoded> blocks) throws IOException {
    // One that a process of the same number left when it was killed is overwritten.
    try (FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK)) {
      for (Encoded block : blocks) {
        out.write(block.bytes());
      }
      out.flush();
      channel.force(true);
    }
  }
}
