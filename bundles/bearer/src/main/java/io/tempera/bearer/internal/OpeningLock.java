package io.tempera.bearer.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;

/**
 * What whoever opens a Unix domain socket holds from the look whether somebody listens there until
 * it does itself: of two that begin in the same instant one is refused, in this process or another.
 *
 * <p>It is a lock of the system on an empty file beside the socket ({@code .node.sock.lock} for
 * {@code node.sock}). The system lets go of it when a process dies. The file stays: whoever deleted
 * it could take it from under a third one that has opened it and not locked it yet. File systems
 * whose locks do not work between machines keep them apart on each machine only; so do their
 * sockets.
 */
final class OpeningLock implements AutoCloseable {
  private static final String SUFFIX = ".lock";

  private final FileChannel file;

  private OpeningLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes it, without waiting.
   *
   * @throws io.tempera.bearer.BearerException when somebody else has it, or it cannot be had
   */
  static OpeningLock of(SocketFile socket) {
    try {
      FileChannel file =
          FileChannel.open(
              socket.companion(SUFFIX),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      if (isLocked(file)) {
        return new OpeningLock(file);
      }
      file.close();
    } catch (IOException e) {
      throw Sentences.cannotListen(socket.address(), e);
    }
    throw Sentences.pathBeingTaken(socket.address());
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Lets go. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // The system lets go of it all the same.
      assert !file.isOpen();
    }
  }
}
