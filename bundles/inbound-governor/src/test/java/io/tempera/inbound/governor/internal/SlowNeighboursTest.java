package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who is told something, or asked, and takes his time: nobody but the one connection waits, what
 * waits is bounded, and in the end everything comes in order.
 */
final class SlowNeighboursTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final Gate gate = new Gate(runtime);
  private final Gate countersGate = new Gate(runtime);
  private final FakeConnections connections = new FakeConnections();
  private final FakeConnection connection = new FakeConnection(runtime, 40_001);
  private final Services services =
      new Services(
          connections,
          runtime,
          new GatedTracer(tracer, this::isOfConnection, gate),
          Settings::defaults,
          new Counting(new GatedTracer(tracer, trace -> true, countersGate)));
  private final InboundGovernorShell governor = new InboundGovernorShell(services);

  @AfterEach
  void nothingIsLeft() throws Exception {
    gate.open();
    countersGate.open();
    runtime.run(governor::close);
    assertThat(governor.remoteStates()).isEmpty();
    runtime.assertNothingLeft();
  }

  private boolean isOfConnection(Trace trace) {
    return trace instanceof InboundTrace.Transition(var id, var from, var to)
        && id.equals(connection.connectionId());
  }

  private void follow(FakeConnection which) {
    connections.announce(which);
    runtime.runUntilIdle();
  }

  private Optional<RemoteState> state(FakeConnection which) {
    return Optional.ofNullable(governor.remoteStates().get(which.connectionId()));
  }

  /** The reference lets the multiplexer wait until it has decided; ours decides first. */
  @Test
  void aResponderThatStartsWhenTheIdleTimeIsUpIsTooLateForAConnectionThatIsClosed() {
    governor.start();
    follow(connection);
    connections.whenAsked = gate::pass;
    gate.close();
    runtime.advance(Duration.ofSeconds(5));
    assertThat(gate.waiting()).as("the connection manager is deciding").isEqualTo(1);

    connection.start(8, Temperature.ESTABLISHED);
    assertThat(connections.told).containsExactly("release");
    gate.open();
    runtime.runUntilIdle();

    assertThat(connections.told).containsExactly("release");
    assertThat(governor.remoteStates()).isEmpty();
  }

  @Test
  void aResponderThatStartsWhenTheIdleTimeIsUpWakesAConnectionThatIsKept() {
    governor.start();
    connections.verdict = new OperationResult.Success<>(InboundVerdict.KEEP);
    follow(connection);
    connections.whenAsked = gate::pass;
    gate.close();
    runtime.advance(Duration.ofSeconds(5));

    connection.start(8, Temperature.ESTABLISHED);
    gate.open();
    runtime.runUntilIdle();

    assertThat(connections.told).containsExactly("release", "promoted");
    assertThat(tracer.traces(InboundTrace.Transition.class).stream().map(this::text))
        .containsExactly("NONE -> IDLE", "IDLE -> COLD", "COLD -> WARM");
  }

  @Test
  void anIdleTimeThatIsUpBehindTheStartOfAResponderMeansNothing() {
    governor.start();
    gate.close();
    follow(connection);
    assertThat(gate.waiting()).as("its beginning is being said").isEqualTo(1);

    connection.start(8, Temperature.ESTABLISHED);
    runtime.advance(Duration.ofSeconds(5));
    gate.open();
    runtime.runUntilIdle();

    assertThat(connections.told).containsExactly("promoted");
    assertThat(state(connection)).contains(RemoteState.WARM);
  }

  @Test
  void anIdleTimeThatIsUpBeforeTheStartOfAResponderCountsHoweverLateItIsHandled() {
    governor.start();
    gate.close();
    follow(connection);

    runtime.advance(Duration.ofSeconds(5));
    connection.start(8, Temperature.ESTABLISHED);
    gate.open();
    runtime.runUntilIdle();

    assertThat(connections.told).containsExactly("release");
    assertThat(governor.remoteStates()).isEmpty();
  }

  @Test
  void otherConnectionsAreFollowedMeanwhile() {
    governor.start();
    FakeConnection other = new FakeConnection(runtime, 40_002);
    gate.close();
    follow(connection);
    follow(other);

    other.start(2, Temperature.HOT);

    assertThat(gate.waiting()).isEqualTo(1);
    assertThat(state(other)).contains(RemoteState.HOT);
    assertThat(governor.counters()).isEqualTo(new InboundCounters(0, 0, 0, 1));
  }

  @Test
  void whatChangesWhileTheCountersAreSaidIsSaidAfterwardsOnce() {
    governor.start();
    FakeConnection other = new FakeConnection(runtime, 40_002);
    countersGate.close();
    follow(connection);
    follow(other);
    other.start(8, Temperature.ESTABLISHED);
    other.start(2, Temperature.HOT);
    assertThat(countersGate.waiting()).isEqualTo(1);
    assertThat(governor.counters()).isEqualTo(new InboundCounters(1, 0, 0, 1));

    countersGate.open();
    runtime.runUntilIdle();

    assertThat(tracer.traces(InboundTrace.Counters.class))
        .extracting(InboundTrace.Counters::counters)
        .containsExactly(new InboundCounters(1, 0, 0, 0), new InboundCounters(1, 0, 0, 1));
  }

  @Test
  void whenTheConnectionManagerThrowsOnlyThatConnectionIsStopped() {
    governor.start();
    FakeConnection other = new FakeConnection(runtime, 40_002);
    follow(connection);
    follow(other);
    connections.whenAsked =
        () -> {
          throw new IllegalStateException("the connection manager is wrong");
        };
    connection.start(8, Temperature.ESTABLISHED);
    connections.whenAsked = () -> {};

    assertThat(runtime.uncaught())
        .singleElement()
        .satisfies(thrown -> assertThat(thrown).hasMessageContaining("manager is wrong"));
    assertThat(connection.told).containsExactly("start all", "stop");
    assertThat(governor.remoteStates()).containsOnlyKeys(other.connectionId());
    assertThat(governor.counters()).isEqualTo(new InboundCounters(1, 0, 0, 0));
    other.start(8, Temperature.ESTABLISHED);
    assertThat(state(other)).contains(RemoteState.WARM);
  }

  @Test
  void whatWaitsIsTwoEventsForEachResponderAndAFewMore() {
    Line line = new Line(runtime.tasks(), connection.connectionId());
    Follower follower = new Follower(connection, line, services, gone -> {});
    gate.close();
    follower.happen(new Event.Announced());
    runtime.runUntilIdle();

    for (int number : World.NUMBERS) {
      connection.start(number, World.temperature(number));
      connection.end(number, World.temperature(number));
    }
    for (int i = 0; i < 1_000; i++) {
      ProtocolKey ours = new ProtocolKey(8, Direction.INITIATOR);
      connection.tell(World.started(ours));
      connection.tell(World.ended(ours));
    }
    runtime.advance(Duration.ofDays(1));
    connection.happen(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));

    int beginningIdleTimerAndEnd = 3;
    assertThat(line.length()).isEqualTo(2 * World.NUMBERS.size() + beginningIdleTimerAndEnd);
    gate.open();
    runtime.runUntilIdle();
    assertThat(line.length()).isZero();
    assertThat(follower.remote().state()).isEmpty();
  }

  private String text(InboundTrace.Transition said) {
    return TransitionTable.text(said.from(), said.to());
  }
}
