package io.tempera.bearer.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What whoever opens a Unix domain socket holds from the look whether somebody listens there until
 * it does itself: of two that begin in the same instant at most one goes on, in this process or
 * another.
 *
 * <p>It is a lock of the system on an empty file beside the socket ({@code .node.sock.lock} for
 * {@code node.sock}). The system lets go of it when a process dies. The file stays: whoever deleted
 * it could take it from under a third one that has opened it and not locked it yet. File systems
 * whose locks do not work between machines keep them apart on each machine only; so do their
 * sockets.
 *
 * <p>Such a lock belongs to the process, which loses it when it closes the file, whichever channel
 * it closes. So within the process a set of paths keeps them apart, and who finds the path in it
 * does not even open the file.
 */
final class OpeningLock implements AutoCloseable {
  private static final String SUFFIX = ".lock";

  /** The lock files that this process has open, each by one name. */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel file;
  private final AtomicBoolean held = new AtomicBoolean(true);

  private OpeningLock(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Takes it, without waiting.
   *
   * @throws io.tempera.bearer.BearerException when somebody else has it, or it cannot be had
   */
  static OpeningLock of(SocketFile socket) {
    try {
      Path path = oneName(socket.companion(SUFFIX));
      if (OPEN.add(path)) {
        OpeningLock lock = new OpeningLock(path, open(path));
        if (lock.isTaken()) {
          return lock;
        }
        lock.close();
      }
    } catch (IOException e) {
      throw Sentences.cannotListen(socket.address(), e);
    }
    throw Sentences.pathBeingTaken(socket.address());
  }

  /** The same for every way to its directory. */
  private static Path oneName(Path path) throws IOException {
    return path.toAbsolutePath().getParent().toRealPath().resolve(path.getFileName());
  }

  private static FileChannel open(Path path) throws IOException {
    try {
      return FileChannel.open(
          path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      OPEN.remove(path);
      throw e;
    }
  }

  private boolean isTaken() throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException elsewhereInThisProcess) {
      // Another copy of this class, with a set of its own.
      return false;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Lets go. Idempotent. */
  @Override
  public void close() {
    if (!held.getAndSet(false)) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      // The system lets go of it all the same.
      assert !file.isOpen();
    } finally {
      OPEN.remove(path);
    }
  }
}
