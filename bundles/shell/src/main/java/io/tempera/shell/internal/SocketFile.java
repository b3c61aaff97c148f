package io.tempera.shell.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A listening Unix domain socket and its file, which only the node's own user can connect to.
 *
 * <p>The socket is made and closed to others in a directory of its own and then moved into place,
 * in one step: there is no moment in which somebody else could connect, and none without a file
 * when one of a dead process is replaced.
 */
final class SocketFile implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  /** The part of a file's mode that tells its type, and a socket's type (sys/stat.h). */
  private static final int TYPE = 0170000;

  private static final int SOCKET = 0140000;

  private final Path path;
  private final ServerSocketChannel server;
  private final Optional<Object> fileKey;

  private SocketFile(Path path, ServerSocketChannel server, Optional<Object> fileKey) {
    this.path = path;
    this.server = server;
    this.fileKey = fileKey;
  }

  /**
   * Opens the socket.
   *
   * @param path absolute; its directory is made, for its owner alone, if it is not there
   * @throws IOException with a sentence, when the directory is open to others, another process
   *     answers there, the file is something else, or the system says no
   */
  static SocketFile open(Path path) throws IOException {
    try {
      Path directory =
          Optional.ofNullable(path.getParent())
              .orElseThrow(() -> new IOException("it is no path of a file"));
      prepare(directory);
      checkNobodyIsThere(path);
      return bind(directory, path);
    } catch (UnsupportedOperationException noPosix) {
      throw new IOException("this system has no owner-only files, which it needs", noPosix);
    }
  }

  private static void prepare(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, OWNER_DIRECTORY);
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          "others may write to the directory " + directory + ": choose one of the node's own");
    }
  }

  private static void checkNobodyIsThere(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw new IOException("the file is no socket: remove it, or choose another path");
    }
    if (answers(path)) {
      throw new IOException("another node answers there: stop it, or choose another path");
    }
  }

  /** By its mode, as the JDK calls pipes and devices "other", too. */
  private static boolean isSocket(Path path) throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & TYPE) == SOCKET;
  }

  /** Whether a process listens. Non-blocking, so that a full backlog counts as an answer too. */
  private static boolean answers(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  private static SocketFile bind(Path directory, Path path) throws IOException {
    // The system allows some hundred bytes for a whole path. The one to bind is as long as the one
    // it
    // is moved to, or clients would be the first to find that too long.
    Path nest = directory.resolve(".new");
    int length = path.getFileName().toString().length() - ".new/".length();
    Path egg = nest.resolve("s".repeat(Math.max(1, length)));
    remove(nest);
    Files.createDirectory(nest, OWNER_DIRECTORY);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(egg));
      Files.setPosixFilePermissions(egg, OWNER_FILE);
      Files.move(egg, path, StandardCopyOption.ATOMIC_MOVE);
      return new SocketFile(path, server, Optional.ofNullable(attributes(path).fileKey()));
    } catch (IOException | RuntimeException failed) {
      server.close();
      throw failed;
    } finally {
      remove(nest);
    }
  }

  /** Removes the directory of a socket in the making, and what a process that died left in it. */
  private static void remove(Path nest) throws IOException {
    if (Files.isDirectory(nest, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> eggs = Files.newDirectoryStream(nest)) {
        for (Path egg : eggs) {
          Files.deleteIfExists(egg);
        }
      }
    }
    Files.deleteIfExists(nest);
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Blocks until a client connects. */
  SocketChannel accept() throws IOException {
    return server.accept();
  }

  /** Whether it still listens. */
  boolean isOpen() {
    return server.isOpen();
  }

  /** Stops listening and removes the file, unless somebody has put another one there. */
  @Override
  public void close() throws IOException {
    server.close();
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && fileKey.equals(Optional.ofNullable(attributes(path).fileKey()))) {
      Files.deleteIfExists(path);
    }
  }
}
