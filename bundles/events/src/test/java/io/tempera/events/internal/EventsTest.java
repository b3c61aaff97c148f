package io.tempera.events.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace.PeerHotDuration;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

final class EventsTest {
  private static final SocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 3001);
  private static final SocketAddress REMOTE = new InetSocketAddress("127.0.0.1", 4001);
  private static final ConnectionId ID = new ConnectionId(LOCAL, REMOTE);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final List<Event> posted = new ArrayList<>();
  private final EventsComponent events = new EventsComponent(runtime, new PostsOnly(posted));

  private static Map<String, Object> properties(Event event) {
    Map<String, Object> all = new TreeMap<>();
    for (String name : event.getPropertyNames()) {
      all.put(name, event.getProperty(name));
    }
    return all;
  }

  @Test
  void eachChangeOfStatusHasATopicOfItsOwn() {
    List.of(
            new PeerStatusChangeType.ColdToWarm(Optional.of(LOCAL), REMOTE),
            new PeerStatusChangeType.WarmToHot(ID),
            new PeerStatusChangeType.HotToWarm(ID),
            new PeerStatusChangeType.WarmToCooling(ID),
            new PeerStatusChangeType.HotToCooling(ID),
            new PeerStatusChangeType.CoolingToCold(ID))
        .forEach(change -> events.happened(new PeerStatusChanged(change)));
    assertThat(posted)
        .extracting(Event::getTopic)
        .containsExactly(
            "io/tempera/peer/COLD_TO_WARM",
            "io/tempera/peer/WARM_TO_HOT",
            "io/tempera/peer/HOT_TO_WARM",
            "io/tempera/peer/WARM_TO_COOLING",
            "io/tempera/peer/HOT_TO_COOLING",
            "io/tempera/peer/COOLING_TO_COLD");
    assertThat(posted)
        .allSatisfy(
            event ->
                assertThat(event.getProperty("from") + "_TO_" + event.getProperty("to"))
                    .isEqualTo(event.getTopic().substring("io/tempera/peer/".length())));
  }

  @Test
  void anEventSaysWhoAndWhenInPlainValues() {
    runtime.advance(Duration.ofMillis(1_234));
    events.happened(
        new PeerStatusChanged(new PeerStatusChangeType.ColdToWarm(Optional.of(LOCAL), REMOTE)));
    assertThat(properties(posted.getFirst()))
        .isEqualTo(
            Map.of(
                "event.topics",
                "io/tempera/peer/COLD_TO_WARM",
                "timestamp",
                runtime.clock().wallTime().toEpochMilli(),
                "remote.address",
                "127.0.0.1:4001",
                "local.address",
                "127.0.0.1:3001",
                "connection.id",
                "127.0.0.1:3001<->127.0.0.1:4001",
                "from",
                "COLD",
                "to",
                "WARM"));
  }

  @Test
  void aFailureSaysOfWhatAndWhyAndNoLocalAddressWhereThereWasNone() {
    events.happened(
        new PeerStatusChangeFailure(
            new PeerStatusChangeType.ColdToWarm(Optional.empty(), REMOTE),
            new FailureType.HandshakeClientFailure(
                Failure.of(FailureCategory.NOT_ACCEPTABLE, "refused: no common version"))));
    assertThat(posted.getFirst().getTopic()).isEqualTo("io/tempera/peer/FAILED");
    assertThat(properties(posted.getFirst()))
        .containsEntry("from", "COLD")
        .containsEntry("to", "WARM")
        .containsEntry("failure", "HandshakeClientFailure")
        .containsEntry("reason", "our handshake failed: refused: no common version")
        .doesNotContainKeys("local.address", "connection.id");
  }

  @Test
  void aTimeLimitThatIsOverIsNamedWithItsSetting() {
    events.happened(
        new PeerStatusChangeFailure(
            new PeerStatusChangeType.WarmToCooling(ID),
            new FailureType.TimeoutError(Duration.ofSeconds(3), "close.connection.timeout")));
    assertThat(properties(posted.getFirst()))
        .containsEntry("failure", "TimeoutError")
        .containsEntry("reason", "it took longer than 3 s (close.connection.timeout)");
  }

  @Test
  void aPeerThatCouldNotBeReachedFailedToBecomeWarm() {
    events.happened(
        new ConnectionTrace.ConnectFailed(
            REMOTE, Failure.of(FailureCategory.REMOTE_CLOSED, "connection refused")));
    assertThat(posted.getFirst().getTopic()).isEqualTo("io/tempera/peer/FAILED");
    assertThat(properties(posted.getFirst()))
        .containsEntry("remote.address", "127.0.0.1:4001")
        .containsEntry("from", "COLD")
        .containsEntry("to", "WARM")
        .containsEntry("failure", "ConnectFailed")
        .containsEntry("reason", "connection refused");
  }

  @Test
  void aPeerThatCouldNotBeFollowedIsSaidToBeCold() {
    events.happened(
        new PeerMonitoringError(ID, Failure.of(FailureCategory.INTERNAL, "something broke")));
    assertThat(posted.getFirst().getTopic()).isEqualTo("io/tempera/peer/FAILED");
    assertThat(properties(posted.getFirst()))
        .containsEntry("to", "COLD")
        .containsEntry("failure", "PeerMonitoringError")
        .containsEntry("reason", "something broke")
        .containsEntry("connection.id", ID.toString())
        .doesNotContainKey("from");
  }

  @Test
  void everythingThatIsSaidIsOfTheJdk() {
    events.happened(
        new PeerStatusChangeFailure(
            new PeerStatusChangeType.WarmToHot(ID), new FailureType.MuxStoppedFailure()));
    assertThat(properties(posted.getFirst()).values())
        .allSatisfy(value -> assertThat(value.getClass().getName()).startsWith("java."));
  }

  @Test
  void whatBecomesOfMiniProtocolsAndOfTheirHalvesIsPostedToo() {
    events.happened(new ProtocolTrace.Withdrawn(7_001, "io.tempera.echo 0.1.0"));
    events.happened(new HandOverTrace.GraceOver(ID, ProtocolKey.of(7_001, Direction.RESPONDER)));
    assertThat(posted)
        .extracting(Event::getTopic)
        .containsExactly("io/tempera/protocol/WITHDRAWN", "io/tempera/handover/GRACE_OVER");
  }

  @Test
  void whatNobodyOutsideAskedForIsNotPosted() {
    events.happened(new PeerHotDuration(ID, Duration.ofSeconds(1)));
    events.happened(new ConnectionTrace.Opened(ID, Provenance.OUTBOUND));
    assertThat(posted).isEmpty();
  }

  /** An Event Admin with which nobody may wait for delivery. */
  private record PostsOnly(List<Event> posted) implements EventAdmin {
    @Override
    public void postEvent(Event event) {
      posted.add(event);
    }

    @Override
    public void sendEvent(Event event) {
      throw new AssertionError("blocks until everybody was told: " + event);
    }
  }
}
