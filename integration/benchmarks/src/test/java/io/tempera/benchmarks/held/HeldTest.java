package io.tempera.benchmarks.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.benchmarks.baseline.PlainIdleServer;
import io.tempera.benchmarks.idle.Caller;
import io.tempera.benchmarks.idle.IdleServer;
import io.tempera.benchmarks.idle.JavaProcess;
import io.tempera.benchmarks.idle.Talk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeldTest {
  /** What the plain server answers before it falls silent: as many bytes as it is told. */
  private static final int SAID = 8 + 23 + 8 + 5;

  @Test
  void aConnectionThatItsServerClosedIsNoticedByWhoeverSpeaksOnIt() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread hangsUp = Thread.startVirtualThread(() -> answerAndHangUp(server));
      try (Caller caller = Caller.connect(Talk.PLAIN, server.getLocalPort())) {
        hangsUp.join();
        assertThatThrownBy(caller::speak).isInstanceOf(IOException.class);
      }
    }
  }

  private static void answerAndHangUp(ServerSocket server) {
    try (Socket socket = server.accept()) {
      byte[] echo = new byte[SAID];
      for (int i = 0; i < SAID; i++) {
        echo[i] = (byte) socket.getInputStream().read();
        socket.getOutputStream().write(echo[i]);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void clientsOfALostServerEndInsteadOfGoingOn() throws Exception {
    JavaProcess clients;
    try (IdleServer server = PlainIdleServer.open()) {
      clients =
          JavaProcess.start(
              HeldClients.class,
              List.of("-Xmx64m"),
              List.of(Talk.PLAIN.name(), Integer.toString(server.port())));
      clients.tell(HeldClients.HOLD + " 7");
      assertThat(Long.parseLong(clients.answer())).isPositive();
      assertThat(server.connections()).isEqualTo(7);
      clients.tell(HeldClients.SPEAK + " 7");
      assertThat(Long.parseLong(clients.answer())).isPositive();
    }

    clients.tell(HeldClients.SPEAK + " 7");

    assertThatThrownBy(clients::answer)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended too early");
    assertThatThrownBy(clients::close).hasMessageContaining("ended with 1");
  }

  @Test
  void fewerOpenFilesThanConnectionsAreRefusedBeforeAnythingIsStarted() {
    assertThatCode(() -> HeldReport.check(10_000, 10_200)).doesNotThrowAnyException();
    assertThatThrownBy(() -> HeldReport.check(10_000, 10_199))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("here it may have 10199: raise the limit");
    assertThatThrownBy(() -> HeldReport.check(3, 10_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 connections or more, not 3");
  }

  @Test
  void theShareOfAConnectionIsWhatCameSince() {
    Footprint before = new Footprint(1_000, 100, 500);
    Footprint after = Footprint.parse(new Footprint(5_096, 1_124, 2_548).line());

    Footprint each = after.perConnection(before, 4);

    assertThat(each).isEqualTo(new Footprint(1_024, 256, 512));
    assertThat(Footprint.kibibytes(each.together())).isEqualTo("1.50");
  }

  @Test
  void aProcessWhoseNativeMemoryIsNotTrackedIsNotTakenForOneThatHasNone() {
    assertThatThrownBy(Footprint::settled)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not track native memory");
  }
}
