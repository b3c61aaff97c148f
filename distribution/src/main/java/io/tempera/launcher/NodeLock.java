package io.tempera.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second node out of a node's {@code data/}, which it would empty. The system lets go of it
 * with the process, however that ends.
 */
final class NodeLock implements AutoCloseable {
  private final FileChannel channel;

  private NodeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a node's directory.
   *
   * @throws IOException when a node runs there
   */
  static NodeLock of(Installation installation) throws IOException {
    Path file = Files.createDirectories(installation.data()).resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel)) {
      return new NodeLock(channel);
    }
    channel.close();
    throw new IOException(
        "another node runs in "
            + installation.base()
            + ": stop it, or give this one a directory of its own with TEMPERA_BASE");
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException here) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
