package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.OUTBOUND_IDLE_UNI;
import static io.tempera.connection.ConnectionState.TERMINATING;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.OperationResult;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.mux.MuxError;
import io.tempera.peer.RethrowPolicy;
import io.tempera.peer.RethrowPolicy.Verdict;
import io.tempera.runtime.Wait;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rethrow policy that blocks keeps nobody waiting but the end, which waits for a while. */
@Timeout(60)
final class PoliciesThatTakeTheirTimeTest {
  private static final InetSocketAddress OTHER = new InetSocketAddress("127.0.0.2", 40_001);

  private final Harness world = new Harness();
  private final Wait changed = world.runtime.newWait();
  private boolean thinking;
  private boolean mayAnswer;

  @AfterEach
  void nothingIsLeft() throws Exception {
    letItAnswer();
    world.close();
  }

  private void letItAnswer() {
    mayAnswer = true;
    changed.wake();
    world.runtime.runUntilIdle();
  }

  /** Fails a handshake of the remote side's, which a policy that blocks has to judge. */
  private void failOneThatIsJudgedForLong(Verdict verdict) throws Exception {
    RethrowPolicy slow =
        (opener, failure) -> {
          thinking = true;
          try {
            changed.until(() -> mayAnswer);
          } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts it", e);
          } finally {
            thinking = false;
          }
          return verdict;
        };
    world.manager.bindRethrowPolicy(slow);
    world.handshake.answer(
        offer -> new HandshakeOutcome.Violated(Failure.of(FailureCategory.TIMEOUT, "no message")));
    world.include(OTHER);
    world.handshake.answer(FakeHandshake::agreed);
    assertThat(thinking).isTrue();
  }

  private void fail(ConnectionHandle handle) {
    world.mux(handle.connectionId()).fail(new MuxError.UnknownMiniProtocol(99));
    world.runtime.runUntilIdle();
  }

  @Test
  void answersAnnouncementsAndTracesComeMeanwhile() throws Exception {
    failOneThatIsJudgedForLong(Verdict.SHUTDOWN_PEER);
    List<ConnectionHandle> announced = new ArrayList<>();
    world.manager.observe(announced::add);

    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);

    assertThat(announced).containsExactly(handle);
    assertThat(world.history(OTHER)).as("the end of what is judged").endsWith(UNKNOWN);
  }

  @Test
  void timersRunAndConnectionsAreClosedMeanwhile() throws Exception {
    failOneThatIsJudgedForLong(Verdict.SHUTDOWN_PEER);
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);
    Harness.Pending<OperationResult<?>> release =
        world.begin("release", () -> world.manager.releaseOutbound(handle));
    assertThat(world.state()).isEqualTo(OUTBOUND_IDLE_UNI);

    world.runtime.advance(Duration.ofSeconds(5));

    assertThat(release.isDone()).isTrue();
    assertThat(world.state()).isEqualTo(TERMINATING);
    assertThat(world.network.connections()).isEmpty();
  }

  @Test
  void aPolicyMayAskForAConnectionItself() {
    List<AcquireResult> results = new ArrayList<>();
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);
    world.manager.bindRethrowPolicy(
        (opener, failure) -> {
          try {
            results.add(
                world.manager.acquireOutbound(
                    Harness.REMOTE, DiffusionMode.INITIATOR_ONLY, opener));
          } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts it", e);
          }
          return Verdict.SHUTDOWN_PEER;
        });

    fail(handle);

    assertThat(Harness.connected(results.getFirst())).isNotEqualTo(handle);
  }

  @Test
  void beyondSoManyMissingAnswersAFailureCostsItsPeerAndThatIsSaid() throws Exception {
    failOneThatIsJudgedForLong(Verdict.SHUTDOWN_PEER);
    world.handshake.answer(
        offer -> new HandshakeOutcome.Violated(Failure.of(FailureCategory.TIMEOUT, "no message")));
    for (int i = 1; i < Settings.defaults().judgmentsLimit(); i++) {
      world.include(new InetSocketAddress("127.0.0.3", 10_000 + i));
    }
    assertThat(world.tracer.traces(ConnectionTrace.PolicyFailed.class)).isEmpty();

    world.include(new InetSocketAddress("127.0.0.3", 9_999));

    assertThat(world.tracer.traces(ConnectionTrace.PolicyFailed.class))
        .singleElement()
        .satisfies(said -> assertThat(said.text()).contains("256 answers are missing"));
  }

  @Test
  void theEndWaitsForAVerdictWhichCounts() throws Exception {
    failOneThatIsJudgedForLong(Verdict.SHUTDOWN_NODE);
    Harness.Pending<Boolean> end =
        world.begin(
            "close",
            () -> {
              world.manager.close();
              return true;
            });
    assertThat(end.isDone()).isFalse();

    letItAnswer();

    assertThat(end.isDone()).isTrue();
    assertThat(world.nodeStops).hasSize(1);
  }

  @Test
  void theEndWaitsNoLongerThanTheCloseTimeoutAndEveryConnectionIsClosedBefore() throws Exception {
    failOneThatIsJudgedForLong(Verdict.SHUTDOWN_PEER);
    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
    Duration before = world.runtime.elapsed();
    Harness.Pending<Boolean> end =
        world.begin(
            "close",
            () -> {
              world.manager.close();
              return true;
            });
    assertThat(world.network.connections()).isEmpty();

    assertThat(end.value()).isTrue();

    assertThat(world.runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(5));
  }
}
