package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.socket.SocketProtocolFamily;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.failure.FailureCategory;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Unix domain sockets: their files, their names and what can be wrong with a path. */
@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(60)
class UnixSocketTest {
  @Parameter Transport transport;
  @TempDir Path directory;
  private Loopback net;
  private Path path;
  private UnixDomainSocketAddress address;

  @BeforeEach
  void begin() {
    net = new Loopback(transport);
    path = directory.resolve("node.sock");
    address = UnixDomainSocketAddress.of(path);
  }

  @AfterEach
  void end() throws InterruptedException {
    net.close();
  }

  @Test
  void theFileIsThereAsLongAsTheListener() throws Exception {
    try (BearerListener listener = net.factory.listen(address)) {
      assertThat(path).exists();
      net.dial(listener.localAddress());
      listener.accept();
    }
    assertOnlyTheLockIsLeft();
  }

  @Test
  void theFileGoesWhenTheBundleStops() {
    net.factory.listen(address);
    net.factory.close();

    assertOnlyTheLockIsLeft();
  }

  @Test
  void aCloseLeavesTheFileOfANewerNode() throws Exception {
    BearerListener older = net.factory.listen(address);
    Files.delete(path);
    try (BearerListener newer = net.factory.listen(address)) {
      older.close();

      net.dial(address);
      assertThat(newer.accept().connectionId().local()).isEqualTo(address);
    }
    assertOnlyTheLockIsLeft();
  }

  @Test
  void aStopLeavesTheFileOfANewerNode() throws Exception {
    try (NettyBearerFactory older = net.newFactory(BearerSettings.defaults(transport))) {
      older.listen(address);
      Files.delete(path);
      net.factory.listen(address);
    }

    net.dial(address);
  }

  @Test
  void whatDiedBeforeItCameToItsPlaceIsInNobodysWay() throws Exception {
    leaveBehind(directory.resolve(".node.sock"));

    net.factory.listen(address).close();

    assertOnlyTheLockIsLeft();
  }

  @Test
  void aFileThatADeadNodeLeftBehindIsReplaced() throws Exception {
    leaveBehind(path);
    assertThat(path).exists();

    try (BearerListener listener = net.factory.listen(address)) {
      net.dial(address);
      assertThat(listener.accept().connectionId().local()).isEqualTo(address);
    }
  }

  @Test
  void aSocketOnWhichSomebodyListensIsRefusedAndLeftInPeace() throws Exception {
    try (BearerListener first = net.factory.listen(address);
        NettyBearerFactory other = net.newFactory(BearerSettings.defaults(transport))) {
      assertRefused(
          () -> other.listen(address),
          FailureCategory.CONFIGURATION,
          "Cannot listen on unix:" + path + ": the address is in use",
          "choose another with listen=…");
      // The question itself was a connection, which ended at once.
      first.accept();
      net.dial(address);
      assertThat(first.accept().connectionId().local()).isEqualTo(address);
    }
  }

  @Test
  void aSocketWhoseBacklogIsFullIsInUse() throws Exception {
    try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      busy.bind(address, 1);
      List<SocketChannel> waiting = fill();

      assertRefused(() -> net.factory.listen(address), FailureCategory.CONFIGURATION, "in use");
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  @Test
  void aDialBeyondTheBacklogIsRefusedWithASentence() throws Exception {
    try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      busy.bind(address, 1);
      List<SocketChannel> waiting = fill();

      assertRefused(
          () -> net.dial(address),
          FailureCategory.REMOTE_CLOSED,
          "Cannot connect to unix:" + path,
          "too many wait there to be accepted; try again");
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  @Test
  void anotherFileIsNotTouched() throws Exception {
    Files.writeString(path, "precious");

    assertRefused(
        () -> net.factory.listen(address),
        FailureCategory.CONFIGURATION,
        "Cannot listen on unix:" + path,
        "a file that is no socket");
    assertThat(path).hasContent("precious");
  }

  /** Neither a file nor a socket; and the system refuses a connection to it as to a dead one. */
  @Test
  void aNamedPipeIsNotTouched() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();

    assertRefused(
        () -> net.factory.listen(address),
        FailureCategory.CONFIGURATION,
        "Cannot listen on unix:" + path,
        "a file that is no socket");
    assertThat(Files.readAttributes(path, "unix:mode").get("mode"))
        .asInstanceOf(InstanceOfAssertFactories.INTEGER)
        .matches(mode -> (mode & 0170000) == 0010000, "still a pipe");
  }

  @Test
  void theRootDirectoryIsNoSocket() {
    assertRefused(
        () -> net.factory.listen(UnixDomainSocketAddress.of("/")),
        FailureCategory.CONFIGURATION,
        "Cannot listen on unix:/",
        "a file that is no socket");
  }

  @Test
  void aPathThatIsTooLongIsRefusedWithItsLength() {
    Path tooLong = directory.resolve("x".repeat(100));
    UnixDomainSocketAddress there = UnixDomainSocketAddress.of(tooLong);
    String[] parts = {"unix:" + tooLong, tooLong.toString().length() + " bytes", "take 102"};

    assertRefused(() -> net.factory.listen(there), FailureCategory.CONFIGURATION, parts);
    assertRefused(() -> net.dial(there), FailureCategory.CONFIGURATION, parts);
  }

  @Test
  void theLongestPathWorks() throws Exception {
    int left = UnixPlace.LONGEST - directory.toString().length() - 1;
    UnixDomainSocketAddress there = UnixDomainSocketAddress.of(directory.resolve("x".repeat(left)));

    try (BearerListener listener = net.factory.listen(there)) {
      net.dial(there);
      listener.accept();
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    UnixDomainSocketAddress there = UnixDomainSocketAddress.of(directory.resolve("no/s"));

    assertRefused(
        () -> net.factory.listen(there),
        FailureCategory.CONFIGURATION,
        "there is no directory " + directory.resolve("no"),
        "make it");
  }

  @Test
  void aPathWhereThisUserMayNotIsSaidSo() {
    BearerException listening =
        Sentences.cannotListen(address, new IOException("bind(..) failed: Permission denied"));
    BearerException dialling =
        Sentences.cannotDial(
            address, Optional.empty(), new IOException("connect(..) failed: Permission denied"));

    assertThat(listening).hasMessageContainingAll("unix:" + path, "this user may not", "directory");
    assertThat(dialling).hasMessageContainingAll("unix:" + path, "this user may not");
    assertThat(dialling.failure().category()).isEqualTo(FailureCategory.CONFIGURATION);
  }

  @Test
  void aSocketThatIsNotThereAndOneThatIsDeadAreToldApart() throws Exception {
    assertRefused(
        () -> net.dial(address), FailureCategory.REMOTE_CLOSED, "there is no such socket");
    assertThatThrownBy(() -> net.dial(address)).hasMessageEndingWith("that a node listens there");
    leaveBehind(path);
    assertRefused(() -> net.dial(address), FailureCategory.REMOTE_CLOSED, "it refused");
  }

  /** Netty deletes the file then, and another node may have bound there. */
  @Test
  void aListenerThatDoesNotComeToItsPlaceHoldsTheLockUntilItIsClosed() throws Exception {
    SocketFile file = new SocketFile(address);
    AtomicReference<Throwable> whileClosing = new AtomicReference<>();
    try (EventLoops loops = new EventLoops(transport, 1, net.runtime)) {
      SingleThreadIoEventLoop loop = loops.next();
      Channel channel = transport.newServerSocket(SocketProtocolFamily.UNIX);
      channel
          .pipeline()
          .addLast(
              new ChannelOutboundHandlerAdapter() {
                @Override
                public void bind(
                    ChannelHandlerContext context, SocketAddress local, ChannelPromise promise)
                    throws Exception {
                  // Nothing can be moved over it.
                  Files.createDirectory(path);
                  context.bind(local, promise);
                }

                @Override
                public void close(ChannelHandlerContext context, ChannelPromise promise) {
                  whileClosing.set(catchThrowable(() -> OpeningLock.of(file).close()));
                  context.close(promise);
                }
              });
      Binder binder = new Binder(address, loops, loop, net.runtime);

      assertRefused(
          () -> new UnixPlace(address).bind(transport, channel, binder),
          FailureCategory.CONFIGURATION,
          "Cannot listen on unix:" + path);
      // What the loop had to do before is done.
      loop.submit(() -> {}).sync();
      assertThat(whileClosing.get()).hasMessageContaining("another node is opening it");
      OpeningLock.of(file).close();
    }
  }

  /** It is empty, and nobody holds it. */
  private void assertOnlyTheLockIsLeft() {
    Path lock = directory.resolve(".node.sock.lock");
    assertThat(directory).isDirectoryContaining(lock::equals);
    assertThat(directory.toFile().list()).hasSize(1);
    assertThat(lock).isEmptyFile();
    OpeningLock.of(new SocketFile(address)).close();
  }

  /** Connects until no more can wait to be accepted there. */
  private List<SocketChannel> fill() throws IOException {
    List<SocketChannel> waiting = new ArrayList<>();
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      waiting.add(channel);
      channel.configureBlocking(false);
      try {
        channel.connect(address);
      } catch (SocketException full) {
        return waiting;
      }
    }
  }

  /** A listener of the JDK leaves its file behind when it closes, like a process that dies. */
  private static void leaveBehind(Path where) throws IOException {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(where));
    }
  }

  private static void assertRefused(
      ThrowingCallable call, FailureCategory category, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BearerException.class,
            e -> assertThat(e.failure().category()).as(e.getMessage()).isEqualTo(category))
        .hasMessageContainingAll(parts);
  }
}
