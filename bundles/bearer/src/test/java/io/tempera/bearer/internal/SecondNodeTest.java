package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import io.tempera.runtime.Task;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A node on the address of another: it is refused, also where sockets share their ports. */
@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(120)
class SecondNodeTest {
  private static final int ROUNDS = 20;
  private static final int AT_ONCE = 4;

  /** A first address and a second that covers it, is covered by it, or is the same. */
  private static final List<List<String>> OVERLAPPING =
      List.of(
          List.of("127.0.0.1", "127.0.0.1"),
          List.of("127.0.0.1", "0.0.0.0"),
          List.of("0.0.0.0", "127.0.0.1"),
          List.of("0.0.0.0", "0.0.0.0"),
          List.of("[::1]", "[::1]"),
          List.of("[::1]", "[::]"),
          List.of("[::]", "[::1]"),
          List.of("[::]", "[::]"));

  @Parameter Transport transport;
  @TempDir Path directory;
  private Loopback net;

  @BeforeEach
  void begin() {
    net = new Loopback(transport);
  }

  @AfterEach
  void end() throws InterruptedException {
    net.close();
  }

  private static SocketAddress address(String host, int port) throws Exception {
    return Endpoint.parse(host + ":" + port).resolve();
  }

  private static int portOf(BearerListener listener) {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  private String socket() {
    return "unix:" + directory.resolve("node.sock");
  }

  private static String inUse(String address) {
    return "Cannot listen on "
        + address
        + ": the address is in use; choose another with listen=… or stop the other process";
  }

  @Test
  void inThisProcessItIsRefusedWhicheverOfTheTwoCoversTheOther() throws Exception {
    try (NettyBearerFactory other = net.newFactory(BearerSettings.defaults(transport))) {
      for (List<String> pair : OVERLAPPING) {
        try (BearerListener first = net.factory.listen(address(pair.getFirst(), 0))) {
          SocketAddress second = address(pair.getLast(), portOf(first));
          assertThatThrownBy(() -> other.listen(second))
              .as("%s", pair)
              .isInstanceOf(BearerException.class)
              .hasMessageStartingWith(inUse(ConnectionId.text(second)));
        }
      }
    }
  }

  @Test
  void inAnotherProcessItIsRefusedToo() throws Exception {
    try (OtherNode other = new OtherNode(transport)) {
      for (List<String> pair : OVERLAPPING) {
        try (BearerListener first = net.factory.listen(address(pair.getFirst(), 0))) {
          String second = pair.getLast() + ":" + portOf(first);
          other.listen(second);
          assertThat(other.answer()).as("%s", pair).startsWith(inUse(second));
        }
      }
      try (BearerListener first = net.factory.listen(Endpoint.parse(socket()).resolve())) {
        other.listen(socket());
        assertThat(other.answer()).isEqualTo(inUse(ConnectionId.text(first.localAddress())));
      }
    }
  }

  @Test
  void ofTwoProcessesThatBeginInTheSameInstantAtMostOneListensAndThenTheOther() throws Exception {
    try (OtherNode other = new OtherNode(transport)) {
      String port = "127.0.0.1:" + freePort();
      for (String address : List.of(port, socket())) {
        for (int round = 0; round < ROUNDS; round++) {
          other.listen(address);
          Optional<BearerListener> here = listen(Endpoint.parse(address).resolve());
          String there = other.answer();
          assertThat(here.isPresent() && there.equals(OtherNode.LISTENS)).as(address).isFalse();
          here.ifPresent(BearerListener::close);
          if (!there.equals(OtherNode.LISTENS)) {
            other.listen(address);
            assertThat(other.answer()).isEqualTo(OtherNode.LISTENS);
          }
          other.stop();
          other.answer();
          if (here.isEmpty()) {
            net.factory.listen(Endpoint.parse(address).resolve()).close();
          }
        }
      }
    }
  }

  @Test
  void oneThatIsRefusedInThisProcessLeavesTheLockOfTheFirstAsItIs() throws Exception {
    SocketFile file = new SocketFile(UnixDomainSocketAddress.of(directory.resolve("node.sock")));
    Path detour = Files.createSymbolicLink(directory.resolve("detour"), directory);
    SocketFile alias = new SocketFile(UnixDomainSocketAddress.of(detour.resolve("node.sock")));
    try (OtherNode other = new OtherNode(transport)) {
      try (OpeningLock first = OpeningLock.of(file)) {
        for (SocketFile again : List.of(file, alias)) {
          assertThatThrownBy(() -> OpeningLock.of(again))
              .isInstanceOf(BearerException.class)
              .hasMessageContaining("another node is opening it");
          other.listen(socket());
          assertThat(other.answer()).contains("another node is opening it");
        }
        first.close();
        first.close();
      }
      other.listen(socket());
      assertThat(other.answer()).isEqualTo(OtherNode.LISTENS);
    }
  }

  private Optional<BearerListener> listen(SocketAddress address) {
    try {
      return Optional.of(net.factory.listen(address));
    } catch (BearerException e) {
      return Optional.empty();
    }
  }

  private int freePort() {
    try (BearerListener free = net.listen()) {
      return portOf(free);
    }
  }

  @Test
  void ofSeveralInThisProcessThatBeginInTheSameInstantAtMostOneListensAndThenEach()
      throws Exception {
    List<SocketAddress> addresses =
        List.of(
            new InetSocketAddress("127.0.0.1", freePort()),
            UnixDomainSocketAddress.of(directory.resolve("node.sock")));
    List<NettyBearerFactory> nodes = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      nodes.add(net.newFactory(BearerSettings.defaults(transport)));
    }
    try {
      for (int round = 0; round < ROUNDS; round++) {
        for (SocketAddress address : addresses) {
          Queue<BearerListener> open = listenAtOnce(nodes, address);
          assertThat(open).as(ConnectionId.text(address)).hasSizeLessThanOrEqualTo(1);
          open.forEach(BearerListener::close);
          nodes.forEach(node -> node.listen(address).close());
        }
      }
    } finally {
      nodes.forEach(NettyBearerFactory::close);
    }
  }

  private Queue<BearerListener> listenAtOnce(List<NettyBearerFactory> nodes, SocketAddress address)
      throws InterruptedException {
    Queue<BearerListener> open = new ConcurrentLinkedQueue<>();
    CountDownLatch start = new CountDownLatch(1);
    List<Task> tasks = new ArrayList<>();
    for (NettyBearerFactory node : nodes) {
      tasks.add(
          net.runtime
              .tasks()
              .start(
                  "listen",
                  () -> {
                    try {
                      start.await();
                      open.add(node.listen(address));
                    } catch (BearerException | InterruptedException refused) {
                      assertThat(refused).isInstanceOf(BearerException.class);
                    }
                  }));
    }
    start.countDown();
    for (Task task : tasks) {
      task.join();
    }
    return open;
  }
}
