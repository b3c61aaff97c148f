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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Unix domain socket: a file of this machine. Of TCP's options none applies. Whoever dials it has
 * no address, so the connections of this process are numbered. The file goes when its listener is
 * closed (Netty's channels see to that); what a process that died left behind is replaced.
 */
record UnixPlace(UnixDomainSocketAddress address) implements Place {
  /** What a path may have on every system: macOS has room for the fewest bytes (sys/un.h, 104). */
  static final int LONGEST = 103;

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
    return switch (transport) {
      case EPOLL -> new DomainSocketAddress(path().toFile());
      case NIO -> address;
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

  /**
   * {@inheritDoc}
   *
   * <p>A socket file to which nobody answers is deleted. Two processes that start in the same
   * instant can both find it, and the second then takes the place of the first; the gap is some
   * microseconds wide.
   */
  @Override
  public void takeFree(Transport transport, Binder binder) {
    Path directory = path().toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw Sentences.noDirectory(address, String.valueOf(directory));
    }
    if (!Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (!Files.readAttributes(path(), BasicFileAttributes.class).isOther()) {
        throw Sentences.notASocket(address);
      }
      if (answers()) {
        throw Sentences.pathInUse(address);
      }
      Files.delete(path());
    } catch (IOException e) {
      throw Sentences.cannotListen(address, e);
    }
  }

  /** Whether somebody listens. Only a refusal says that nobody does. */
  private boolean answers() {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(address);
      return true;
    } catch (IOException e) {
      return !Sentences.isRefusal(e);
    }
  }

  @Override
  public SocketAddress boundTo(Channel listener) {
    return address;
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
