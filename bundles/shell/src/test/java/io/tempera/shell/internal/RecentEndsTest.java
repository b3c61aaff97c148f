package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecentEndsTest {
  private static final ConnectionId ID = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");
  private static final Failure FAILURE = Failure.of(FailureCategory.REMOTE_CLOSED, "it is \ngone");

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecentEnds ends = new RecentEnds(runtime);

  @Test
  void beforeTheFirstItSaysThatThereIsNone() {
    ends.happened(new ConnectionTrace.ForbiddenOperation(ID, "release", ConnectionState.UNKNOWN));
    assertThat(ends.text()).isEqualTo("No connection has ended yet.");
  }

  @Test
  void whatEndedIsShownWithItsReasonTheLastOneFirst() {
    ends.happened(new ConnectionTrace.Closed(ID, false, "we are done with it"));
    runtime.advance(Duration.ofSeconds(20));
    ends.happened(new ConnectionTrace.Closed(ID, true, "no message"));
    ends.happened(new ConnectionTrace.Refused(ID, new DisconnectReason.InboundHardLimit(7)));
    ends.happened(new ConnectionTrace.ConnectFailed(ID.remote(), FAILURE));
    ends.happened(
        new PeerStatusChangeFailure(
            new PeerStatusChangeType.ColdToWarm(Optional.empty(), ID.remote()),
            new FailureType.HandshakeClientFailure(FAILURE)));
    runtime.advance(Duration.ofSeconds(22));
    assertThat(ends.text().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
        .containsExactly(
            "AGO | CONNECTION | END | WHY",
            "22 s | 127.0.0.1:4001 | error | our handshake failed: it is ?gone",
            "22 s | 127.0.0.1:4001 | error | it is ?gone",
            "22 s | '127.0.0.1:3001<->127.0.0.1:4001' | error | turned away: there are 7 inbound"
                + " connections already, the hard limit",
            "22 s | '127.0.0.1:3001<->127.0.0.1:4001' | error | no message",
            "42 s | '127.0.0.1:3001<->127.0.0.1:4001' | in order | we are done with it");
  }

  @Test
  void onlyTheLastAreKept() {
    for (int i = 0; i <= RecentEnds.KEPT; i++) {
      ends.happened(new ConnectionTrace.Closed(ID, true, "number " + i));
    }
    assertThat(ends.text().lines())
        .hasSize(1 + RecentEnds.KEPT)
        .noneMatch(line -> line.endsWith("number 0"))
        .anyMatch(line -> line.endsWith("number 1"));
  }
}
