package io.tempera.bearer.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The file of a listening Unix domain socket, which replaces what a process that died left behind.
 *
 * <p>When a channel closes, Netty deletes whatever is at the path to which it was bound, even the
 * socket of another node that was put there meanwhile. So a listener is bound beside its place, and
 * then moved to it in one step; and at its end it takes away what is its own.
 *
 * <p>From the look whether somebody listens to the move nobody else may do the same: see {@link
 * OpeningLock}.
 */
record SocketFile(UnixDomainSocketAddress address) {
  /** The part of a file's mode that tells its type, and a socket's type (sys/stat.h). */
  private static final int TYPE = 0170000;

  private static final int SOCKET = 0140000;

  /**
   * Another file of its directory, named after it.
   *
   * @throws io.tempera.bearer.BearerException when there is no such directory
   */
  Path companion(String suffix) {
    Path directory = address.getPath().toAbsolutePath().getParent();
    if (directory == null) {
      throw Sentences.notASocket(address, address.getPath());
    }
    if (!Files.isDirectory(directory)) {
      throw Sentences.noDirectory(address, directory);
    }
    return address.getPath().resolveSibling("." + address.getPath().getFileName() + suffix);
  }

  /**
   * Checks that nobody listens at the place, and that a socket may be put there.
   *
   * @throws io.tempera.bearer.BearerException when not
   */
  void checkFree() {
    try {
      checkNobodyListens(address.getPath());
    } catch (IOException e) {
      throw Sentences.cannotListen(address, e);
    }
  }

  /** Where to bind; what died before it came to its place is deleted there. */
  Path clearBeside() {
    try {
      checkNobodyListens(beside());
      Files.deleteIfExists(beside());
      return beside();
    } catch (IOException e) {
      throw Sentences.cannotListen(address, e);
    }
  }

  /** Moves what was bound beside it, over what is there. */
  Bound moveIntoPlace() {
    try {
      Object key = fileKey(beside());
      Files.move(beside(), address.getPath(), StandardCopyOption.ATOMIC_MOVE);
      return new Bound(address, () -> deleteIfStill(key));
    } catch (IOException e) {
      throw Sentences.cannotListen(address, e);
    }
  }

  private Path beside() {
    return companion("");
  }

  private void checkNobodyListens(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw Sentences.notASocket(address, path);
    }
    if (answers(path)) {
      throw Sentences.pathInUse(address);
    }
  }

  /** By its mode, as the JDK calls pipes and devices "other", too. */
  private static boolean isSocket(Path path) throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & TYPE) == SOCKET;
  }

  /** Whether somebody listens. Only a refusal says that nobody does. */
  private static boolean answers(Path path) {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (IOException e) {
      return !Sentences.isRefusal(e);
    }
  }

  private static Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private void deleteIfStill(Object key) {
    try {
      if (fileKey(address.getPath()).equals(key)) {
        Files.deleteIfExists(address.getPath());
      }
    } catch (IOException e) {
      // It is gone, or cannot be deleted: then the next node replaces it.
    }
  }
}
