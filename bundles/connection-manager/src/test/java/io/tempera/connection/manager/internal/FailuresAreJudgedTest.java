package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.RefuseReason;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.RethrowPolicy;
import io.tempera.peer.RethrowPolicy.Verdict;
import io.tempera.trace.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the rethrow policies are asked, and what their answers do. */
@Timeout(60)
final class FailuresAreJudgedTest {
  private final Harness world = new Harness();
  private final List<String> judged = new ArrayList<>();
  private Verdict verdict = Verdict.SHUTDOWN_PEER;

  @BeforeEach
  void aPolicyIsPublished() {
    world.manager.bindRethrowPolicy(
        (opener, failure) -> {
          judged.add(opener + " " + failure);
          return verdict;
        });
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  private ConnectionHandle included() throws Exception {
    return Harness.connected(world.include(Harness.REMOTE).value());
  }

  private void fail(ConnectionHandle handle, MuxError error) {
    world.mux(handle.connectionId()).fail(error);
    world.runtime.runUntilIdle();
  }

  private static MuxError failed(int number, Direction direction) {
    return new MuxError.MiniProtocolFailed(
        new ProtocolKey(number, direction),
        Failure.of(FailureCategory.PROTOCOL_CODE, "the data base is broken"));
  }

  @Test
  void aHandshakeOfTheRemoteSidesThatFailsIsJudgedAsItsConnection() throws Exception {
    Failure failure = Failure.of(FailureCategory.TIMEOUT, "no message within 10 s");
    world.handshake.answer(offer -> new HandshakeOutcome.Violated(failure));

    world.include(Harness.REMOTE).value();
    world.runtime.runUntilIdle();

    assertThat(judged).containsExactly("INBOUND TIMEOUT: no message within 10 s");
  }

  @Test
  void aRefusedHandshakeOfOursIsJudgedAsOurConnection() {
    world.handshake.answer(
        offer ->
            new HandshakeOutcome.Refused(
                false, new RefuseReason.NotAcceptable(15, "version data mismatch")));

    world.acquire().value();
    world.runtime.runUntilIdle();

    assertThat(judged)
        .containsExactly(
            "OUTBOUND NOT_ACCEPTABLE: the remote side refused: version 15 refused: version data"
                + " mismatch");
  }

  @Test
  void aResponderThatFailsIsJudgedWithItsCause() throws Exception {
    List<Failure> failures = new ArrayList<>();
    world.manager.bindRethrowPolicy(
        (opener, failure) -> {
          failures.add(failure);
          return Verdict.SHUTDOWN_PEER;
        });

    fail(included(), failed(2, Direction.RESPONDER));

    assertThat(judged)
        .singleElement()
        .asString()
        .startsWith("INBOUND ")
        .contains("the data base is broken");
    assertThat(failures.getFirst().cause())
        .contains(Failure.of(FailureCategory.PROTOCOL_CODE, "the data base is broken"));
    assertThat(world.nodeStops).isEmpty();
  }

  @Test
  void aConnectionOfOursIsOursWhicheverHalfFails() {
    fail(world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER), failed(2, Direction.RESPONDER));

    assertThat(judged).singleElement().asString().startsWith("OUTBOUND ");
  }

  @Test
  void aPolicyMayStopTheNode() throws Exception {
    verdict = Verdict.SHUTDOWN_NODE;

    fail(included(), failed(2, Direction.RESPONDER));

    assertThat(world.nodeStops)
        .singleElement()
        .satisfies(why -> assertThat(why.text()).contains("the data base is broken"));
    ConnectionTrace.NodeStops said = world.said(ConnectionTrace.NodeStops.class);
    assertThat(said.level()).isEqualTo(Level.ERROR);
    assertThat(said.text())
        .startsWith(
            "the node stops, because a policy wants it to, after a failure of a connection"
                + " of the remote side's: ");
    assertThat(world.state()).isEqualTo(UNKNOWN);
  }

  @Test
  void oneOfSeveralPoliciesDecides() throws Exception {
    world.manager.bindRethrowPolicy((opener, failure) -> Verdict.SHUTDOWN_NODE);

    fail(included(), new MuxError.UnknownMiniProtocol(99));

    assertThat(world.nodeStops).hasSize(1);
  }

  @Test
  void aPolicyThatThrowsOrSaysNothingCountsAsAbsent() throws Exception {
    world.manager.bindRethrowPolicy(
        (opener, failure) -> {
          throw new NoClassDefFoundError("org/example/Gone");
        });
    world.manager.bindRethrowPolicy((opener, failure) -> null);

    fail(included(), new MuxError.UnknownMiniProtocol(99));

    assertThat(world.nodeStops).isEmpty();
    assertThat(world.tracer.traces(ConnectionTrace.PolicyFailed.class)).hasSize(2);
  }

  @Test
  void aPolicyThatIsGoneIsNotAsked() throws Exception {
    RethrowPolicy other = (opener, failure) -> Verdict.SHUTDOWN_NODE;
    world.manager.bindRethrowPolicy(other);
    world.manager.unbindRethrowPolicy(other);

    fail(included(), new MuxError.UnknownMiniProtocol(99));

    assertThat(judged).hasSize(1);
    assertThat(world.nodeStops).isEmpty();
  }

  @Test
  void whatIsNoFailureIsNotJudged() throws Exception {
    // Closed by the remote side while nobody used it.
    world.network.connection(included().connectionId()).cut();
    world.runtime.runUntilIdle();
    // A query.
    world.handshake.answer(offer -> new HandshakeOutcome.Queried(new TreeMap<>()));
    world.include(Harness.REMOTE).value();
    world.handshake.answer(FakeHandshake::agreed);
    // Given up here.
    world.handshake.hold();
    Harness.Pending<AcquireResult> acquire = world.acquire();
    acquire.interrupt();
    world.handshake.release();
    // Stopped here.
    world.acquired(DiffusionMode.INITIATOR_ONLY).mux().stop();
    world.runtime.runUntilIdle();

    assertThat(judged).isEmpty();
  }

  @Test
  void whatCannotBeDialledIsThrownToWhoAskedAndJudgedThere() {
    world.network.dropDialsTo(Harness.REMOTE);

    world.acquire().thrown();

    assertThat(judged).isEmpty();
  }

  @Test
  void theOpenerIsKnownForEachSide() throws Exception {
    fail(included(), new MuxError.UnknownMiniProtocol(99));
    fail(world.acquired(DiffusionMode.INITIATOR_ONLY), new MuxError.UnknownMiniProtocol(99));

    assertThat(judged).hasSize(2);
    assertThat(judged.getFirst()).startsWith(Provenance.INBOUND.name());
    assertThat(judged.getLast()).startsWith(Provenance.OUTBOUND.name());
  }
}
