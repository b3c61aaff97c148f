package io.tempera.bearer.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.UnixClientAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Unix domain socket: a file of this machine. Of TCP's options none applies. Whoever dials it has
 * no address, so the connections of this process are numbered. What a process that died left behind
 * is replaced.
 */
record UnixPlace(UnixDomainSocketAddress address) implements Place {
  /**
   * What a path may have on every system: macOS has room for the fewest bytes (sys/un.h, 104), and
   * one is for the dot of the name under which a listener begins.
   */
  static final int LONGEST = 102;

  private static final AtomicLong NUMBERS = new AtomicLong();

  static UnixPlace of(UnixDomainSocketAddress address) {
    int length = address.getPath().toString().getBytes(StandardCharsets.UTF_8).length;
    if (length == 0) {
      throw Sentences.unknownKind(address);
    }
    if (length > LONGEST) {
      throw Sentences.pathTooLong(address, length, LONGEST);
    }
    return new UnixPlace(address);
  }

  @Override
  public SocketProtocolFamily family() {
    return SocketProtocolFamily.UNIX;
  }

  @Override
  public SocketAddress on(Transport transport) {
    return on(transport, path());
  }

  private static SocketAddress on(Transport transport, Path path) {
    return switch (transport) {
      case EPOLL -> new DomainSocketAddress(path.toFile());
      case NIO -> UnixDomainSocketAddress.of(path);
    };
  }

  @Override
  public void checkDialledFrom(Place local) {
    throw Sentences.dialledFromNowhere(address, local.address());
  }

  @Override
  public void setConnectionOptions(Transport transport, Channel connection) {
    if (transport == Transport.NIO) {
      ChannelConfig config = connection.config();
      config.setRecvByteBufAllocator(
          new HalfOpenReads(connection, config.getRecvByteBufAllocator()));
    }
  }

  @Override
  public void setListenerOptions(Transport transport, Channel listener) {
    // There is none.
  }

  @Override
  public void takeFree(Transport transport, Binder binder) {
    Path directory = path().toAbsolutePath().getParent();
    if (directory == null) {
      throw Sentences.notASocket(address);
    }
    if (!Files.isDirectory(directory)) {
      throw Sentences.noDirectory(address, directory);
    }
    try {
      checkNobodyListens(path());
    } catch (IOException e) {
      throw Sentences.cannotListen(address, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>When a channel closes, Netty deletes whatever is at the path to which it was bound, even the
   * socket of another node that was put there meanwhile. So a listener is bound beside its place,
   * and then moved to it, in one step and over what a dead process left; and of what is there at
   * its end, it takes away what is its own.
   *
   * <p>Two processes that start in the same instant can both find nobody, and the second then takes
   * the place of the first; the gap is some microseconds wide.
   */
  @Override
  public Bound bind(Transport transport, Channel listener, Binder binder)
      throws InterruptedException {
    Path beside = path().resolveSibling("." + path().getFileName());
    boolean moved = false;
    try {
      checkNobodyListens(beside);
      Files.deleteIfExists(beside);
      binder.bind(listener, on(transport, beside));
      Object key = fileKey(beside);
      Files.move(beside, path(), StandardCopyOption.ATOMIC_MOVE);
      moved = true;
      return new Bound(address, () -> deleteIfStill(key));
    } catch (IOException e) {
      throw Sentences.cannotListen(address, e);
    } finally {
      if (!moved) {
        listener.close();
      }
    }
  }

  private void checkNobodyListens(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw Sentences.notASocket(address);
    }
    if (answers(path)) {
      throw Sentences.pathInUse(address);
    }
  }

  /** By the type in the mode (sys/stat.h): the JDK calls pipes and devices "other", too. */
  private static boolean isSocket(Path path) throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & 0170000) == 0140000;
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
      if (fileKey(path()).equals(key)) {
        Files.deleteIfExists(path());
      }
    } catch (IOException e) {
      // It is gone, or cannot be deleted: then the next node replaces it.
    }
  }

  @Override
  public Optional<ConnectionId> name(Channel connection, boolean dialled) {
    SocketAddress client = new UnixClientAddress(address, NUMBERS.incrementAndGet());
    return Optional.of(
        dialled ? new ConnectionId(client, address) : new ConnectionId(address, client));
  }

  private Path path() {
    return address.getPath();
  }
}
