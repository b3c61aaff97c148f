package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.ConnectionManagerException.Reason;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.simulation.check.Check;
import io.tempera.testkit.MemoryConnection;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reference's unit "connection terminated when negotiating" (framework
 * Test.Ouroboros.Network.Server.Sim), and its failures of connecting and of accepting: everything
 * stays legal, nothing is left, and the next attempt is a connection.
 */
final class NegotiationFailuresTest {
  private static final MemorySettings MEMORY =
      MemorySettings.likeSockets().withLatency(Duration.ofMillis(5));
  private static final NodeSettings SETTINGS = NodeSettings.defaults();

  private final VirtualWorld world = new VirtualWorld(1, MEMORY);
  private final VirtualRuntime runtime = world.virtualRuntime();
  private final FaultyNetwork network = world.faults().orElseThrow();
  private final Recorder dialler = new Recorder(runtime.clock());
  private final Recorder accepter = new Recorder(runtime.clock());
  private final Node one = node(0, dialler);
  private final Node other = node(1, accepter);

  private Node node(int host, Recorder recorder) {
    List<Deployed> talk = Talk.deployed(Talk.every(Duration.ofSeconds(1)));
    Node node = new Node(world, host, SETTINGS, recorder, talk);
    runtime.runUntilIdle();
    return node;
  }

  @AfterEach
  void everythingWasLegalAndNothingIsLeft() throws Exception {
    runtime.run(one::close);
    runtime.run(other::close);
    runtime.advance(Duration.ofMinutes(5));
    world.assertNothingLeft();
    for (Recorder recorder : List.of(dialler, accepter)) {
      for (Check check : Check.all()) {
        assertThat(check.violations(SETTINGS, recorder.said())).isEmpty();
      }
    }
  }

  private AcquireResult connect() throws Exception {
    return runtime.call(
        () ->
            one.connections()
                .acquireOutbound(
                    other.address(), DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));
  }

  private static DisconnectReason reasonOf(AcquireResult result) {
    assertThat(result).isInstanceOf(AcquireResult.Disconnected.class);
    return ((AcquireResult.Disconnected) result).reason();
  }

  private void theNextOne(Consumer<MemoryConnection> fault) {
    network.toTheNext(one.address(), other.address(), fault);
  }

  /** The states that a node's entries came to. */
  private static List<ConnectionState> states(Recorder recorder) {
    return recorder.said().stream()
        .map(Said::trace)
        .filter(ConnectionTrace.Transition.class::isInstance)
        .map(trace -> ((ConnectionTrace.Transition) trace).to())
        .toList();
  }

  private void assertBothTerminatedAtOnce() {
    runtime.advance(Duration.ofSeconds(1));
    assertThat(states(dialler))
        .containsExactly(
            ConnectionState.RESERVED_OUTBOUND,
            ConnectionState.UNNEGOTIATED_OUT,
            ConnectionState.TERMINATED,
            ConnectionState.UNKNOWN);
    assertThat(states(accepter))
        .startsWith(ConnectionState.UNNEGOTIATED_IN)
        .endsWith(ConnectionState.TERMINATED, ConnectionState.UNKNOWN);
  }

  private void connectsAtLast() throws Exception {
    runtime.advance(Duration.ofMinutes(2));
    assertThat(one.connections().connections()).isEmpty();
    assertThat(other.connections().connections()).isEmpty();
    assertThat(connect()).isInstanceOf(AcquireResult.Connected.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionIsTerminatedWhenAWriteFailsDuringNegotiation(boolean ofTheDialler)
      throws Exception {
    theNextOne(c -> c.failWrite(ofTheDialler ? c.dialled() : c.accepted(), 1));

    assertThat(reasonOf(connect())).isInstanceOf(DisconnectReason.HandlerFailed.class);

    assertBothTerminatedAtOnce();
    connectsAtLast();
  }

  @Test
  void aConnectionIsTerminatedWhenItIsCutDuringNegotiation() throws Exception {
    theNextOne(MemoryConnection::cut);
    assertThat(reasonOf(connect())).isInstanceOf(DisconnectReason.HandlerFailed.class);
    assertBothTerminatedAtOnce();
    connectsAtLast();
  }

  @Test
  void aConnectionThatNobodyAnswersIsTerminatedWhenTheHandshakeHasTakenTooLong() throws Exception {
    theNextOne(MemoryConnection::stall);
    Duration before = runtime.elapsed();
    assertThat(reasonOf(connect())).isInstanceOf(DisconnectReason.HandshakeClient.class);
    assertThat(runtime.elapsed().minus(before))
        .isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_100));
    connectsAtLast();
  }

  @Test
  void aHostThatNobodyReachesIsNoConnectionAndIsOneLater() throws Exception {
    network.network().dropDialsTo(other.address());
    assertThat(reason()).isEqualTo(Reason.CONNECT_FAILED);
    network.network().answerDialsTo(other.address());
    connectsAtLast();
  }

  @Test
  void anAcceptThatFailsResetsThatConnectionAndTheNextIsAccepted() throws Exception {
    network.network().failAccepts(other.address(), 1);
    assertThat(reasonOf(connect())).isInstanceOf(DisconnectReason.HandlerFailed.class);
    assertThat(states(accepter)).isEmpty();
    connectsAtLast();
  }

  private Reason reason() throws Exception {
    try {
      throw new AssertionError("connected: " + connect());
    } catch (ConnectionManagerException e) {
      return e.reason();
    }
  }
}
