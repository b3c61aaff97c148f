package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Task;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(60)
class ListeningTest {
  @Parameter Transport transport;
  private Loopback net;

  @BeforeEach
  void begin() {
    net = new Loopback(transport);
  }

  @AfterEach
  void end() throws InterruptedException {
    net.close();
  }

  @Test
  void saysWhereItListens() {
    try (BearerListener listener = net.listen()) {
      assertThat(((InetSocketAddress) listener.localAddress()).getPort()).isPositive();
      assertThat(net.traces).containsExactly(new BearerTrace.Listening(listener.localAddress()));
    }
  }

  @Test
  void aSecondListenerOnTheSameAddressIsRefused() {
    try (BearerListener first = net.listen();
        NettyBearerFactory second = net.newFactory(BearerSettings.defaults(transport))) {
      for (NettyBearerFactory factory : new NettyBearerFactory[] {net.factory, second}) {
        assertInUse(factory, first.localAddress());
      }
    }
  }

  @Test
  void aPortOfAnotherProgramIsRefused() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      assertInUse(net.factory, other.getLocalSocketAddress());
    }
  }

  private static void assertInUse(NettyBearerFactory factory, SocketAddress address) {
    assertThatThrownBy(() -> factory.listen(address))
        .isInstanceOfSatisfying(
            BearerException.class,
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION))
        .hasMessageStartingWith(
            "Cannot listen on %s: the address is in use; choose another with listen=… or stop the other process",
            ConnectionId.text(address));
  }

  @Test
  void listensAgainAtOnceAfterAClose() throws Exception {
    SocketAddress address;
    Bearer accepted;
    try (BearerListener listener = net.listen()) {
      address = listener.localAddress();
      net.dial(address);
      accepted = listener.accept();
    }
    for (int i = 0; i < 20; i++) {
      net.factory.listen(address).close();
    }
    // The connection of the first listener is still there.
    assertThat(((NettyBearer) accepted).channel.isActive()).isTrue();
  }

  @Test
  void listensOnAnAddressFromWhichItDialledBefore() throws Exception {
    try (BearerListener remote = net.listen()) {
      SocketAddress own;
      try (BearerListener listener = net.listen()) {
        own = listener.localAddress();
      }
      net.dial(remote.localAddress(), own);

      assertThat(net.factory.listen(own).localAddress()).isEqualTo(own);
    }
  }

  @Test
  void acceptsOneConnectionForEachCall() throws Exception {
    try (BearerListener listener = net.listen()) {
      for (int i = 0; i < 3; i++) {
        net.dial(listener.localAddress());
      }
      ConnectionId first = listener.accept().connectionId();
      listener.accept();
      LoopClock clock = new LoopClock(((NettyListener) listener).loop);
      clock.await(10);
      clock.close();

      assertThat(acceptedTraces()).isEqualTo(2);
      assertThat(first.local()).isEqualTo(listener.localAddress());
      listener.accept();
      assertThat(acceptedTraces()).isEqualTo(3);
    }
  }

  private long acceptedTraces() {
    return net.traces.stream()
        .filter(t -> t instanceof BearerTrace.Opened opened && !opened.dialled())
        .count();
  }

  @Test
  void whatAnInterruptedCallAskedForGoesToTheNext() throws Exception {
    try (BearerListener listener = net.listen()) {
      AtomicReference<Task> task = new AtomicReference<>();
      AtomicReference<Throwable> thrown = net.thrownBy(listener::accept, task);
      task.get().interrupt();
      task.get().join();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);

      Bearer dialled = net.dial(listener.localAddress());
      assertThat(listener.accept().connectionId().remote())
          .isEqualTo(dialled.connectionId().local());
    }
  }

  @Test
  void aCloseWakesWhoeverAccepts() throws Exception {
    BearerListener listener = net.listen();
    AtomicReference<Task> task = new AtomicReference<>();
    AtomicReference<Throwable> thrown = net.thrownBy(listener::accept, task);
    listener.close();
    listener.close();
    task.get().join();

    assertThat(thrown.get())
        .isInstanceOfSatisfying(
            BearerException.class,
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.SHUTTING_DOWN))
        .hasMessageContaining(ConnectionId.text(listener.localAddress()));
    assertThatThrownBy(listener::accept).isInstanceOf(BearerException.class);
  }

  /** What the system says, what is made of it, and what to do about it. */
  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "accept(..) failed: Software caused connection abort",
            FailureCategory.REMOTE_CLOSED,
            "it was gone before"),
        Arguments.of("Too many open files", FailureCategory.LIMIT, "raise that limit (ulimit -n)"),
        Arguments.of("No buffer space available", FailureCategory.LIMIT, "no memory left"),
        Arguments.of("Bad file descriptor", FailureCategory.INTERNAL, "restart the node"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aSystemThatCannotAcceptIsReportedOnceAndAskedAgainByTheNextCall(
      String system, FailureCategory category, String advice) throws Exception {
    try (BearerListener listener = net.listen()) {
      NettyListener netty = (NettyListener) listener;
      AtomicReference<Task> task = new AtomicReference<>();
      AtomicReference<Throwable> thrown = net.thrownBy(listener::accept, task);
      netty.loop.execute(
          () -> netty.channel.pipeline().fireExceptionCaught(new java.io.IOException(system)));
      task.get().join();

      assertThat(thrown.get())
          .isInstanceOfSatisfying(
              BearerException.class, e -> assertThat(e.failure().category()).isEqualTo(category))
          .hasMessageContainingAll("Cannot accept", system, advice);
      net.dial(listener.localAddress());
      assertThat(listener.accept().connectionId().local()).isEqualTo(listener.localAddress());
    }
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() throws Exception {
    InetSocketAddress foreign = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 3001);

    assertThatThrownBy(() -> net.factory.listen(foreign))
        .isInstanceOf(BearerException.class)
        .hasMessageContaining("192.0.2.1:3001: it is not an address of this machine");
  }

  @Test
  void ipv4AndIpv6WildcardsShareAPortWhereTheSystemLetsThem() throws Exception {
    InetAddress any4 = InetAddress.getByName("0.0.0.0");
    InetAddress any6 = InetAddress.getByName("::");
    try (BearerListener four = net.factory.listen(new InetSocketAddress(any4, 0))) {
      int port = ((InetSocketAddress) four.localAddress()).getPort();
      if (transport == Transport.NIO) {
        // The JDK cannot set IPV6_V6ONLY, so the second would take the first one's connections too.
        assertThatThrownBy(() -> net.factory.listen(new InetSocketAddress(any6, port)))
            .isInstanceOf(BearerException.class);
        return;
      }
      try (BearerListener six = net.factory.listen(new InetSocketAddress(any6, port))) {
        net.dial(new InetSocketAddress(InetAddress.getByName("::1"), port));
        assertThat(six.accept().connectionId().local())
            .isEqualTo(new InetSocketAddress(InetAddress.getByName("::1"), port));
        net.dial(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        assertThat(four.accept().connectionId().local())
            .isEqualTo(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      }
    }
  }
}
