package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.INBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.handshake.DiffusionMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody kept a handle while the connection manager was replaced: its entry had the number that
 * another connection has in the new one, and its addresses too. It is that of a connection that is
 * gone.
 */
@Timeout(60)
final class HandleOfAnotherManagerTest {
  private final Harness before = new Harness();
  private final Harness now = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    before.close();
    now.close();
  }

  private static long entry(ConnectionHandle handle) {
    return ((NegotiatedConnection) handle).entry();
  }

  @Test
  void itReleasesNothing() {
    ConnectionHandle theirs = before.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
    ConnectionHandle ours = now.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
    assertThat(entry(theirs)).isEqualTo(entry(ours));
    assertThat(theirs.connectionId()).isEqualTo(ours.connectionId());

    now.begin("release", () -> now.manager.releaseOutbound(theirs)).value();

    assertThat(now.state()).isEqualTo(OUTBOUND_DUP_TICKING);
  }

  @Test
  void itDemotesAndClosesNothing() throws Exception {
    ConnectionHandle theirs = Harness.connected(before.include(Harness.REMOTE).value());
    ConnectionHandle ours = Harness.connected(now.include(Harness.REMOTE).value());
    assertThat(entry(theirs)).isEqualTo(entry(ours));

    now.manager.promotedToWarmRemote(theirs);
    assertThat(now.state()).isEqualTo(INBOUND_IDLE_DUP);
    now.manager.promotedToWarmRemote(ours);
    ConnectionState inUse = now.state();
    now.manager.demotedToColdRemote(theirs);
    now.manager.releaseInbound(theirs);

    assertThat(now.state()).isEqualTo(inUse);
  }

  @Test
  void whoWaitsForItsDemotionIsAnsweredAtOnce() {
    ConnectionHandle theirs = before.acquired(DiffusionMode.INITIATOR_ONLY);
    now.acquired(DiffusionMode.INITIATOR_ONLY);

    Harness.Pending<Boolean> watch =
        now.begin(
            "watch",
            () -> {
              now.manager.waitForOutboundDemotion(theirs);
              return true;
            });

    assertThat(watch.isDone()).isTrue();
    assertThat(now.state()).isNotEqualTo(UNKNOWN);
  }
}
