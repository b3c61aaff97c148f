package io.tempera.bearer.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.UnixClientAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Unix domain socket: a file of this machine. Of TCP's options none applies. Whoever dials it has
 * no address, so the connections of this process are numbered.
 */
record UnixPlace(UnixDomainSocketAddress address) implements Place {
  /**
   * What a path may have on every system: macOS has room for the fewest bytes (sys/un.h, 104), and
   * one is for the dot of the name under which a {@link SocketFile} begins.
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
  public Bound bind(Transport transport, Channel listener, Binder binder)
      throws InterruptedException {
    SocketFile file = new SocketFile(address);
    OpeningLock lock = lockFor(file, listener);
    boolean inPlace = false;
    try {
      file.checkFree();
      binder.bind(listener, on(transport, file.clearBeside()));
      Bound bound = file.moveIntoPlace();
      inPlace = true;
      return bound;
    } finally {
      if (inPlace) {
        lock.close();
      } else {
        // Netty deletes the file when it closes the channel: until then nobody else may bind there.
        Binder.discard(listener, lock::close);
      }
    }
  }

  private static OpeningLock lockFor(SocketFile file, Channel listener) {
    try {
      return OpeningLock.of(file);
    } catch (BearerException e) {
      Binder.discard(listener);
      throw e;
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
