package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.MatureDuplexPeer;
import io.tempera.mux.MuxEnd;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has been there, on a connection that both sides may use, for long enough to be known. */
final class MatureDuplexPeersTest {
  private static final Duration DELAY = Duration.ofSeconds(900);
  private static final Duration LAST_MOMENT = Duration.ofMillis(1);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final FakeConnections connections = new FakeConnections();
  private final InboundGovernorComponent governor =
      InboundGovernorComponent.of(runtime, tracer, connections, Settings.defaults());

  MatureDuplexPeersTest() {
    connections.verdict = new OperationResult.Success<>(InboundVerdict.KEEP);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    runtime.run(governor::close);
    assertThat(governor.matureDuplexPeers()).isEmpty();
    runtime.assertNothingLeft();
  }

  private FakeConnection duplex(int ours, int theirs) {
    return new FakeConnection(runtime, ours, theirs).duplex(Provenance.INBOUND);
  }

  private void follow(FakeConnection connection) {
    connections.announce(connection);
    runtime.runUntilIdle();
  }

  private void end(FakeConnection connection) {
    connection.happen(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));
  }

  private List<ConnectionId> mature() {
    return governor.matureDuplexPeers().stream().flatMap(p -> p.connections().stream()).toList();
  }

  @ParameterizedTest
  @EnumSource(Provenance.class)
  void aDuplexConnectionMaturesWhoeverOpenedIt(Provenance by) {
    FakeConnection connection = new FakeConnection(runtime, 40_001).duplex(by);
    connection.openedAt = Instant.parse("2026-01-02T03:04:05Z");
    connection.peerSharing = true;
    follow(connection);
    runtime.advance(DELAY.minus(LAST_MOMENT));
    assertThat(governor.matureDuplexPeers()).isEmpty();

    runtime.advance(LAST_MOMENT);

    ConnectionId id = connection.connectionId();
    assertThat(governor.matureDuplexPeers())
        .containsExactly(new MatureDuplexPeer(id.remote(), connection.openedAt, true, List.of(id)));
    assertThat(tracer.traces(InboundTrace.MaturedConnection.class))
        .containsExactly(new InboundTrace.MaturedConnection(id));
  }

  @Test
  void oneThatOnlyTheRemoteSideMayUseNeverMatures() {
    follow(new FakeConnection(runtime, 40_001));
    runtime.advance(DELAY.multipliedBy(2));

    assertThat(governor.remoteStates()).hasSize(1);
    assertThat(governor.matureDuplexPeers()).isEmpty();
  }

  @Test
  void itMaturesInWhateverStateItIsAndWithoutAnybodyWaking() {
    FakeConnection connection = duplex(3_001, 40_001);
    follow(connection);
    connection.start(2, Temperature.HOT);
    tracer.clear();
    runtime.advance(DELAY);

    assertThat(mature()).containsExactly(connection.connectionId());
    assertThat(tracer.traces())
        .as("nothing else happened meanwhile")
        .containsExactly(new InboundTrace.MaturedConnection(connection.connectionId()));
  }

  @Test
  void twoConnectionsOfOneRemoteAreOneEntryAndNeitherLosesIt() {
    FakeConnection older = duplex(3_001, 40_001);
    FakeConnection younger = duplex(3_002, 40_001);
    older.openedAt = Instant.ofEpochSecond(10);
    younger.openedAt = Instant.ofEpochSecond(20);
    younger.peerSharing = true;
    follow(older);
    runtime.advance(Duration.ofSeconds(100));
    follow(younger);

    runtime.advance(Duration.ofSeconds(800));
    assertThat(mature()).containsExactly(older.connectionId());
    runtime.advance(Duration.ofSeconds(100));
    assertThat(governor.matureDuplexPeers())
        .containsExactly(
            new MatureDuplexPeer(
                older.connectionId().remote(),
                Instant.ofEpochSecond(10),
                true,
                List.of(older.connectionId(), younger.connectionId())));

    end(older);
    assertThat(governor.matureDuplexPeers())
        .containsExactly(
            new MatureDuplexPeer(
                younger.connectionId().remote(),
                Instant.ofEpochSecond(20),
                true,
                List.of(younger.connectionId())));
    end(younger);
    assertThat(governor.matureDuplexPeers()).isEmpty();
  }

  @Test
  void theEndOfOneConnectionLeavesAFreshOneOfTheSameRemoteItsTime() {
    FakeConnection first = duplex(3_001, 40_001);
    FakeConnection second = duplex(3_002, 40_001);
    follow(first);
    runtime.advance(Duration.ofSeconds(450));
    follow(second);
    end(first);
    runtime.advance(Duration.ofSeconds(899));
    assertThat(mature()).isEmpty();

    runtime.advance(Duration.ofSeconds(1));

    assertThat(mature()).containsExactly(second.connectionId());
  }

  @Test
  void oneThatIsAnnouncedAgainKeepsItsTime() {
    FakeConnection connection = duplex(3_001, 40_001);
    follow(connection);
    runtime.advance(Duration.ofSeconds(800));
    follow(connection);

    runtime.advance(Duration.ofSeconds(100));
    assertThat(mature()).containsExactly(connection.connectionId());

    follow(connection);
    assertThat(mature()).containsExactly(connection.connectionId());
  }

  @Test
  void aNewConnectionBetweenTheSameAddressesBeginsFresh() {
    FakeConnection old = duplex(3_001, 40_001);
    follow(old);
    runtime.advance(DELAY);
    follow(duplex(3_001, 40_001));

    assertThat(mature()).isEmpty();
    runtime.advance(DELAY);
    assertThat(mature()).containsExactly(old.connectionId());
  }

  @Test
  void oneThatIsNotUsedAndClosedIsGoneBeforeItMatures() {
    connections.verdict = new OperationResult.Success<>(InboundVerdict.COMMIT);
    follow(duplex(3_001, 40_001));
    runtime.advance(DELAY);

    assertThat(governor.freshDuplexPeers()).isEmpty();
    assertThat(tracer.traces(InboundTrace.MaturedConnection.class)).isEmpty();
  }
}
