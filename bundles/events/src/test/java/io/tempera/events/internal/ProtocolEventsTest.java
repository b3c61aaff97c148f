package io.tempera.events.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Temperature;
import io.tempera.trace.Trace;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;

final class ProtocolEventsTest {
  private static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("127.0.0.1", 3001), new InetSocketAddress("127.0.0.1", 4001));
  private static final ProtocolKey KEY = ProtocolKey.of(7_001, Direction.INITIATOR);
  private static final HostedProtocol ECHO =
      new HostedProtocol(
          7_001, Temperature.HOT, StartMode.ON_DEMAND, 65_536, "io.tempera.echo 0.2.0", 3, true, 7);

  private static final Map<String, Object> NUMBER = Map.of("number", 7_001);
  private static final Map<String, Object> PUBLISHED =
      Map.of(
          "number",
          7_001,
          "bundle",
          "io.tempera.echo 0.2.0",
          "temperature",
          "HOT",
          "ranking",
          3,
          "chosen",
          true);
  private static final Map<String, Object> HALF =
      Map.of(
          "remote.address", "127.0.0.1:4001",
          "local.address", "127.0.0.1:3001",
          "connection.id", "127.0.0.1:3001<->127.0.0.1:4001",
          "number", 7_001,
          "direction", "INITIATOR");

  private static Event event(Trace trace) {
    return ProtocolEvents.of(trace)
        .or(() -> HandOverEvents.of(trace))
        .orElseThrow()
        .at(Instant.EPOCH);
  }

  /** That this is posted, and nothing else with it. */
  private static void assertSaid(Trace trace, String topic, List<Map<String, Object>> properties) {
    Event event = event(trace);
    Map<String, Object> expected = new TreeMap<>(Map.of("event.topics", topic, "timestamp", 0L));
    properties.forEach(expected::putAll);
    Map<String, Object> said = new TreeMap<>();
    for (String name : event.getPropertyNames()) {
      said.put(name, event.getProperty(name));
    }
    assertThat(said).isEqualTo(expected);
    assertThat(said.values())
        .allSatisfy(value -> assertThat(value.getClass().getName()).startsWith("java.lang."));
  }

  @Test
  void whatIsPublishedAndChosenIsSaidWithItsProperties() {
    assertSaid(
        new ProtocolTrace.Published(ECHO), "io/tempera/protocol/PUBLISHED", List.of(PUBLISHED));
    assertSaid(new ProtocolTrace.Chosen(ECHO), "io/tempera/protocol/CHOSEN", List.of(PUBLISHED));
  }

  @Test
  void whatIsWithdrawnIsSaidWithItsBundleAndWhatIsRejectedWithTheReason() {
    assertSaid(
        new ProtocolTrace.Withdrawn(7_001, "io.tempera.echo 0.2.0"),
        "io/tempera/protocol/WITHDRAWN",
        List.of(NUMBER, Map.of("bundle", "io.tempera.echo 0.2.0")));
    assertSaid(
        new ProtocolTrace.Rejected("org.example 1.0.0", "its number is missing"),
        "io/tempera/protocol/REJECTED",
        List.of(Map.of("bundle", "org.example 1.0.0", "reason", "its number is missing")));
  }

  @Test
  void aNumberThatNothingImplementsSaysHowManyWaitAndForHowLong() {
    assertSaid(
        new HandOverTrace.Unimplemented(7_001, 100, Duration.ofSeconds(10)),
        "io/tempera/protocol/UNIMPLEMENTED",
        List.of(NUMBER, Map.of("parked", 100, "grace.ms", 10_000L)));
  }

  @Test
  void aHandOverThatIsCompleteSaysWhatBecameOfEachHalf() {
    Map<String, Object> counts =
        Map.of("handed.over", 97L, "restarted", 2L, "failed", 1L, "took.ms", 12L);
    assertSaid(
        new HandOverTrace.Complete(
            7_001,
            Optional.of("io.tempera.echo 0.2.0"),
            new HandOvers.Totals(97, 2, 1),
            Duration.ofMillis(12)),
        "io/tempera/protocol/HAND_OVER_COMPLETE",
        List.of(NUMBER, counts, Map.of("bundle", "io.tempera.echo 0.2.0")));
    assertSaid(
        new HandOverTrace.Complete(
            7_001, Optional.empty(), new HandOvers.Totals(97, 2, 1), Duration.ofMillis(12)),
        "io/tempera/protocol/HAND_OVER_COMPLETE",
        List.of(NUMBER, counts));
  }

  @Test
  void aHalfThatIsHandedOverSaysBetweenWhomAndWhereUnlessItStartedAfresh() {
    Map<String, Object> bundles =
        Map.of(
            "bundle", "io.tempera.echo 0.2.0",
            "former.bundle", "io.tempera.echo 0.1.0",
            "pause.us", 42L);
    assertSaid(
        handedOver(Optional.of("StIdle")),
        "io/tempera/handover/HANDED_OVER",
        List.of(HALF, bundles, Map.of("point", "StIdle")));
    assertSaid(
        handedOver(Optional.empty()), "io/tempera/handover/HANDED_OVER", List.of(HALF, bundles));
  }

  private static HandOverTrace handedOver(Optional<String> point) {
    return new HandOverTrace.HandedOver(
        ID, KEY, "io.tempera.echo 0.1.0", "io.tempera.echo 0.2.0", point, Duration.ofNanos(42_900));
  }

  @Test
  void aParkedHalfSaysForHowLongAndThenThatItWasInVain() {
    assertSaid(
        new HandOverTrace.Parked(ID, KEY, Optional.of("StIdle"), Duration.ofSeconds(10)),
        "io/tempera/handover/PARKED",
        List.of(HALF, Map.of("point", "StIdle", "grace.ms", 10_000L)));
    assertSaid(
        new HandOverTrace.GraceOver(ID, KEY), "io/tempera/handover/GRACE_OVER", List.of(HALF));
  }

  @Test
  void aHandOverThatFailedSaysWhereTheHalfWasAndWhy() {
    HandOverTrace.Failed failed =
        new HandOverTrace.Failed(ID, KEY, "io.tempera.echo 0.1.0", Optional.of("StBusy"));
    assertSaid(
        failed,
        "io/tempera/handover/FAILED",
        List.of(
            HALF,
            Map.of(
                "former.bundle",
                "io.tempera.echo 0.1.0",
                "state",
                "StBusy",
                "reason",
                failed.text())));
  }

  @Test
  void whatIsBesideTheChangeIsNotPosted() {
    assertThat(
            HandOverEvents.of(
                new HandOverTrace.Asked(ID, KEY, "io.tempera.echo 0.1.0", Optional.empty(), true)))
        .isEmpty();
    assertThat(ProtocolEvents.of(new ProtocolTrace.Asked(ID, KEY, ControlMessage.TERMINATE)))
        .isEmpty();
  }
}
