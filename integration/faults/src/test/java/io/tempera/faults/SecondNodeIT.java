package io.tempera.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ListeningAddress;
import io.tempera.failure.Failure;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Wire;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is to listen where another does says so in a sentence, and leaves that one alone. */
@Timeout(120)
class SecondNodeIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;

  private static FelixNode.Settings on(String address) {
    return new FelixNode.Settings().set("io.tempera.node", "listen", address);
  }

  @Test
  void theAddressOfAnotherNodeIsRefusedAlsoAsAWildcard() throws Exception {
    try (FelixNode first = FelixNode.start(new FelixNode.Settings())) {
      int port = first.address().getPort();
      for (String address : List.of("127.0.0.1:" + port, "0.0.0.0:" + port)) {
        assertRefused(address);
      }
      assertStillThere(first.address());
    }
  }

  @Test
  void theWildcardOfAnotherNodeIsRefusedAlsoAsOneAddress() throws Exception {
    try (FelixNode first = FelixNode.start(on("0.0.0.0:0"))) {
      int port = first.address().getPort();
      assertRefused("127.0.0.1:" + port);
      assertStillThere(new InetSocketAddress("127.0.0.1", port));
    }
  }

  @Test
  void theIpv6AddressOfAnotherNodeIsRefused() throws Exception {
    try (FelixNode first = FelixNode.start(on("[::1]:0"))) {
      assertRefused(ConnectionId.text(first.address()));
      assertStillThere(first.address());
    }
  }

  @Test
  void theUnixSocketOfAnotherNodeIsRefused() throws Exception {
    String socket = "unix:" + directory.resolve("node.sock");
    try (FelixNode first = FelixNode.start(on(socket))) {
      first.service(ListeningAddress.class);
      assertRefused(socket);
    }
  }

  private static void assertRefused(String address) throws Exception {
    try (FelixNode second = FelixNode.start(on(address))) {
      Failure failure = second.service(Failure.class);
      assertThat(failure.text())
          .startsWith("Cannot listen on " + address + ": the address is in use; choose another");
      BearerTrace.ListenFailed said =
          second.traces().await(BearerTrace.ListenFailed.class, 1, any -> true, LIMIT);
      assertThat(said.text()).contains(address, "stop the other process");
      assertThat(second.context().getServiceReference(ListeningAddress.class)).isNull();
    }
  }

  private static void assertStillThere(InetSocketAddress node) throws Exception {
    try (Wire wire = Wire.connect(node)) {
      Bystanders.play(wire, Talk.behindARound());
    }
  }
}
