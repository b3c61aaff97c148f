package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DataFlow;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.MatureDuplexPeer;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.MuxEnd;
import io.tempera.protocol.SlotEvent;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Two properties of the reference (ouroboros-network tests of InboundGovernor.State), over random
 * lives of connections that share remote addresses.
 */
final class InboundGovernorStateTest {
  private static final Duration MATURE = Duration.ofMinutes(15);
  private static final int STEPS = 2_000;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final FakeConnections connections = new FakeConnections();
  private final InboundGovernorComponent governor =
      InboundGovernorComponent.of(runtime, tracer, connections, Settings.defaults());

  /** A connection of the test's, with what it knows of it. */
  private record Life(FakeConnection connection, Set<Integer> running, long began) {}

  private final Map<ConnectionId, Life> lives = new LinkedHashMap<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    runtime.run(governor::close);
    assertThat(governor.counters()).isEqualTo(new InboundCounters(0, 0, 0, 0));
    assertThat(governor.matureDuplexPeers()).isEmpty();
    assertThat(governor.freshDuplexPeers()).isEmpty();
    runtime.assertNothingLeft();
  }

  @Test
  @DisplayName(
      "InboundGovernorState: fresh, mature and connection maps agree; counters are bounded")
  void theMapsAgreeAndTheCountersAreBoundedByTheConnections() {
    connections.verdict = new OperationResult.Success<>(InboundVerdict.KEEP);
    for (int step = 0; step < STEPS; step++) {
      something();
      mapsAgree();
      countersAreThoseOfTheStates();
    }
    eachConnectionsTransitionsFollowEachOther();
    assertThat(tracer.traces(InboundTrace.MaturedConnection.class)).isNotEmpty();
  }

  @Test
  @DisplayName("matured peers: the split at 15 minutes preserves all peers")
  void theSplitAtFifteenMinutesPreservesAllPeers() {
    connections.verdict = new OperationResult.Success<>(InboundVerdict.KEEP);
    for (int n = 0; n < 60; n++) {
      begin();
      runtime.advance(Duration.ofSeconds(below(60)));
    }
    for (int look = 0; look < 100; look++) {
      Set<ConnectionId> old = new TreeSet<>();
      Set<ConnectionId> young = new TreeSet<>();
      lives.forEach(
          (id, life) -> {
            if (isDuplex(life)) {
              boolean isOld = runtime.nowNanos() - life.began() >= MATURE.toNanos();
              (isOld ? old : young).add(id);
            }
          });
      assertThat(ids(governor.matureDuplexPeers())).isEqualTo(old);
      assertThat(ids(governor.freshDuplexPeers())).isEqualTo(young);
      runtime.advance(Duration.ofSeconds(below(30)));
    }
  }

  private int below(int bound) {
    return (int) runtime.chance().below(bound);
  }

  private void something() {
    int what = below(10);
    if (lives.isEmpty() || what == 0) {
      begin();
      return;
    }
    List<Life> all = new ArrayList<>(lives.values());
    Life life = all.get(below(all.size()));
    int number = World.NUMBERS.get(below(World.NUMBERS.size()));
    switch (what) {
      case 1 -> {
        life.connection().happen(new SlotEvent.MuxEnded(new MuxEnd.Stopped()));
        lives.remove(life.connection().connectionId());
      }
      case 2, 3 -> runtime.advance(Duration.ofSeconds(below(300)));
      case 4 -> announce(life.connection());
      default -> {
        if (life.running().add(number)) {
          life.connection().start(number, World.temperature(number));
        } else {
          life.running().remove(number);
          life.connection().end(number, World.temperature(number));
        }
      }
    }
  }

  /** Few addresses on either side, so that remote addresses are shared. */
  private void begin() {
    FakeConnection connection = new FakeConnection(runtime, 3_001 + below(4), 40_001 + below(10));
    if (lives.containsKey(connection.connectionId())) {
      return;
    }
    if (below(3) > 0) {
      connection.duplex(below(2) == 0 ? Provenance.INBOUND : Provenance.OUTBOUND);
    }
    lives.put(connection.connectionId(), new Life(connection, new TreeSet<>(), runtime.nowNanos()));
    announce(connection);
  }

  private void announce(FakeConnection connection) {
    connections.announce(connection);
    runtime.runUntilIdle();
  }

  private static boolean isDuplex(Life life) {
    return life.connection().agreed().dataFlow() == DataFlow.DUPLEX;
  }

  private static Set<ConnectionId> ids(List<MatureDuplexPeer> peers) {
    Set<ConnectionId> ids = new TreeSet<>();
    for (MatureDuplexPeer peer : peers) {
      for (ConnectionId id : peer.connections()) {
        assertThat(id.remote()).isEqualTo(peer.remote());
        assertThat(ids.add(id)).as("%s is there once", id).isTrue();
      }
    }
    return ids;
  }

  private void mapsAgree() {
    Set<ConnectionId> duplex = new TreeSet<>();
    lives.forEach(
        (id, life) -> {
          if (isDuplex(life)) {
            duplex.add(id);
          }
        });
    Set<ConnectionId> mature = ids(governor.matureDuplexPeers());
    Set<ConnectionId> fresh = ids(governor.freshDuplexPeers());
    assertThat(Collections.disjoint(mature, fresh)).isTrue();
    fresh.addAll(mature);
    assertThat(fresh).isEqualTo(duplex);
    assertThat(governor.remoteStates())
        .containsOnlyKeys(lives.keySet().toArray(ConnectionId[]::new));
  }

  private void countersAreThoseOfTheStates() {
    Map<RemoteState, Integer> counts = new TreeMap<>();
    governor.remoteStates().values().forEach(state -> counts.merge(state, 1, Integer::sum));
    InboundCounters counters = governor.counters();
    assertThat(counters)
        .isEqualTo(
            new InboundCounters(
                counts.getOrDefault(RemoteState.IDLE, 0),
                counts.getOrDefault(RemoteState.COLD, 0),
                counts.getOrDefault(RemoteState.WARM, 0),
                counts.getOrDefault(RemoteState.HOT, 0)));
    assertThat(counters.idle() + counters.cold() + counters.warm() + counters.hot())
        .isEqualTo(lives.size());
    assertThat(tracer.traces(InboundTrace.Counters.class).getLast().counters()).isEqualTo(counters);
  }

  private void eachConnectionsTransitionsFollowEachOther() {
    Map<ConnectionId, Optional<RemoteState>> at = new TreeMap<>();
    Set<String> made = TransitionTable.read().made();
    for (InboundTrace.Transition said : tracer.traces(InboundTrace.Transition.class)) {
      assertThat(said.from()).isEqualTo(at.getOrDefault(said.connectionId(), Optional.empty()));
      assertThat(made).contains(TransitionTable.text(said.from(), said.to()));
      at.put(said.connectionId(), said.to());
    }
  }
}
