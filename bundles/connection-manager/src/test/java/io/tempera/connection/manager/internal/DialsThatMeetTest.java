package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.OUTBOUND_UNI;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.DialRequest;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dials that meet: with one of the remote side's, or with ourselves. */
@Timeout(60)
final class DialsThatMeetTest {
  private final Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  @Test
  void twoDialsThatCrossAreOneConnectionOnEachSide() throws Exception {
    // The remote side dials from its listening address at the same time; nobody accepts.
    world.network.dropDialsTo(Harness.REMOTE);
    Harness.Pending<AcquireResult> acquire = world.acquire();
    world.network.answerDialsTo(Harness.REMOTE);

    Harness.Pending<Bearer> crossing =
        world.begin(
            "cross",
            () ->
                world.remoteHost.dial(
                    new DialRequest(
                        Harness.LISTENING, Optional.of(Harness.REMOTE), Duration.ofSeconds(1))));

    Harness.connected(acquire.value());
    assertThat(world.state()).isEqualTo(OUTBOUND_DUP_TICKING);
    assertThat(world.network.connections()).hasSize(1);
    crossing.value().close();
  }

  @Test
  void aConnectionToOurselvesIsAnEntryForEachOfItsEnds() throws Exception {
    Harness.Pending<AcquireResult> acquire =
        world.begin(
            "acquire ourselves",
            () ->
                world.manager.acquireOutbound(
                    Harness.LISTENING, DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND));
    Bearer accepted = world.accept();
    world.handshake.answer(
        offer -> new HandshakeOutcome.Accepted(Samples.agreed(DataFlow.UNIDIRECTIONAL)));

    ConnectionHandle theirs =
        Harness.connected(
            world.begin("include", () -> world.manager.includeInbound(accepted)).value());

    ConnectionHandle ours = Harness.connected(acquire.value());
    assertThat(ours.connectionId().local()).isEqualTo(theirs.connectionId().remote());
    assertThat(world.manager.connections())
        .extracting(ConnectionView::state)
        .containsExactlyInAnyOrder(OUTBOUND_UNI, ConnectionState.INBOUND_IDLE_UNI);
    ours.mux().stop();
    world.runtime.runUntilIdle();
    assertThat(world.manager.connections()).as("each end sees the other one go").isEmpty();
  }
}
