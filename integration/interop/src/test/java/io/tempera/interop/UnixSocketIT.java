package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ListeningAddress;
import io.tempera.nodekit.FelixNode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;

/** Two nodes over a Unix domain socket, as an operator sets them up. */
@Timeout(120)
class UnixSocketIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void aPeerGoesFromColdToWarmToHotToColdAtTheShell(String transport) throws Exception {
    String socket = "unix:" + directory.resolve("a.sock");
    try (FelixNode a = FelixNode.start(settings(transport, socket));
        FelixNode b = FelixNode.start(settings(transport, ""))) {
      assertThat(a.service(ListeningAddress.class).address())
          .isEqualTo(UnixDomainSocketAddress.of(directory.resolve("a.sock")));
      PeerStateActions peers = b.service(PeerStateActions.class);

      assertThat(command(b, "establish", socket)).startsWith(socket + " is WARM");
      assertThat(command(b, "activate", socket)).startsWith(socket + " is HOT");
      assertThat(command(b, "peers")).contains(socket);
      BearerTrace.Opened accepted =
          a.traces().await(BearerTrace.Opened.class, 1, opened -> !opened.dialled(), LIMIT);
      String client = accepted.connectionId().remote().toString();
      assertThat(client).startsWith(socket + "#");
      assertThat(command(a, "peers")).contains(client);
      assertThat(command(a, "peer", client)).contains(client);
      assertThat(command(b, "deactivate", socket)).startsWith(socket + " is WARM");
      PeerConnectionHandle peer = peers.peers().getFirst();
      assertThat(command(b, "close", socket)).containsPattern(" is (COOLING|COLD) ");
      peer.awaitStatusOtherThan(PeerStatus.COOLING);
      assertThat(peer.status()).isEqualTo(PeerStatus.COLD);
      a.traces().await(BearerTrace.Closed.class, 1, closed -> true, LIMIT);
    }
    assertThat(directory.toFile().list()).containsExactly(".a.sock.lock");
  }

  @Test
  void aStaticPeerIsKeptHotOverAUnixSocket() throws Exception {
    String socket = "unix:" + directory.resolve("a.sock");
    FelixNode.Settings keeper =
        settings("auto", "").set("io.tempera.static.peers", "peers", socket);
    try (FelixNode a = FelixNode.start(settings("auto", socket));
        FelixNode b = FelixNode.start(keeper)) {
      b.traces()
          .await(
              PeerStatusChanged.class,
              1,
              changed -> changed.change() instanceof PeerStatusChangeType.WarmToHot,
              LIMIT);
      PeerConnectionHandle peer = b.service(PeerStateActions.class).peers().getFirst();
      assertThat(ConnectionId.text(peer.connectionId().remote())).isEqualTo(socket);
    }
  }

  private static FelixNode.Settings settings(String transport, String listen) {
    return CapturedChain.in(new FelixNode.Settings(), 0)
        .set("io.tempera.bearer", "transport", transport)
        .set("io.tempera.node", "listen", listen)
        .set("io.tempera.node", "own.protocols", "7001")
        .set("io.tempera.connection.manager", "outbound.idle.timeout", "0.5")
        .set("io.tempera.connection.manager", "time.wait.timeout", "0.5");
  }

  /** What a command of the shell says. */
  private static String command(FelixNode node, String name, String... arguments) throws Exception {
    String filter = "(&(osgi.command.scope=tempera)(osgi.command.function=" + name + "))";
    ServiceReference<?>[] found = node.context().getAllServiceReferences((String) null, filter);
    assertThat(found).as(name).hasSize(1);
    Object commands = node.context().getService(found[0]);
    return (String)
        commands.getClass().getMethod(name, String[].class).invoke(commands, (Object) arguments);
  }
}
