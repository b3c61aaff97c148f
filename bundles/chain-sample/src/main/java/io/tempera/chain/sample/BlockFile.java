package io.tempera.chain.sample;

import io.tempera.chain.Block;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** A file of blocks: as block-fetch moves them, one behind the other (RFC 8742). */
public final class BlockFile {
  private BlockFile() {}

  /**
   * Writes blocks to a file, in place of what is there, one at a time.
   *
   * @param blocks at least so many
   * @param count how many are written
   * @throws IOException when it cannot be written; then it holds those that were
   */
  public static void write(Path file, Iterator<Block> blocks, long count) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long written = 0; written < count; written++) {
        out.write(blocks.next().encoded().bytes());
      }
    }
  }
}
