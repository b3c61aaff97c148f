package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Temperature;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HandOverChangesTest {
  private static final ConnectionId ID = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");
  private static final ProtocolKey KEY = ProtocolKey.of(7_001, Direction.INITIATOR);
  private static final String OLD = "io.tempera.echo 0.1.0";
  private static final String NEW = "io.tempera.echo 0.2.0";
  private static final HandOverChanges ALL = new HandOverChanges(Optional.empty());
  private static final HandOverChanges ECHO = new HandOverChanges(Optional.of(7_001));
  private static final HandOverChanges OTHER = new HandOverChanges(Optional.of(8));

  private static final List<Trace> OF_THE_NUMBER =
      List.of(
          new ProtocolTrace.Published(echo(NEW, true)),
          new ProtocolTrace.Published(echo(OLD, false)),
          new ProtocolTrace.Withdrawn(7_001, OLD),
          new ProtocolTrace.Chosen(echo(NEW, true)),
          new HandOverTrace.Unimplemented(7_001, 100, Duration.ofSeconds(10)),
          new HandOverTrace.Unimplemented(7_001, 0, Duration.ZERO),
          new HandOverTrace.Complete(
              7_001, Optional.of(NEW), new HandOvers.Totals(97, 2, 1), Duration.ofMillis(57)),
          new HandOverTrace.Complete(
              7_001, Optional.empty(), new HandOvers.Totals(0, 0, 9), Duration.ofSeconds(10)));

  private static final List<Trace> OF_HALVES =
      List.of(
          new HandOverTrace.Asked(ID, KEY, OLD, Optional.of(NEW), false),
          new HandOverTrace.Asked(ID, KEY, OLD, Optional.of(NEW), true),
          new HandOverTrace.Asked(ID, KEY, OLD, Optional.empty(), false),
          new HandOverTrace.HandedOver(
              ID, KEY, OLD, NEW, Optional.of("StIdle"), Duration.ofNanos(42_000)),
          new HandOverTrace.HandedOver(ID, KEY, OLD, NEW, Optional.empty(), Duration.ofMillis(3)),
          new HandOverTrace.Parked(ID, KEY, Optional.of("StIdle"), Duration.ofSeconds(10)),
          new HandOverTrace.Parked(ID, KEY, Optional.empty(), Duration.ofSeconds(10)),
          new HandOverTrace.GraceOver(ID, KEY),
          new HandOverTrace.Failed(ID, KEY, OLD, Optional.of("StBusy")),
          new HandOverTrace.Failed(ID, KEY, OLD, Optional.empty()),
          new ProtocolTrace.Failed(ID, KEY, "it broke"),
          new ProtocolTrace.Abandoned(ID, KEY, OLD));

  private static HostedProtocol echo(String bundle, boolean chosen) {
    return new HostedProtocol(
        7_001, Temperature.HOT, StartMode.ON_DEMAND, 65_536, bundle, 0, chosen, 0);
  }

  private static List<String> shown(Watched by, List<Trace> traces) {
    return traces.stream()
        .flatMap(trace -> by.line(trace, Instant.EPOCH).stream())
        .map(line -> line.text(ZoneOffset.UTC))
        .toList();
  }

  @Test
  void whatImplementsANumberIsALineEachTimeItChanges() {
    assertThat(shown(ALL, OF_THE_NUMBER))
        .containsExactly(
            "00:00:00.000  7001  published by io.tempera.echo 0.2.0, HOT, and chosen",
            "00:00:00.000  7001  published by io.tempera.echo 0.1.0, HOT, not chosen: another one ranks higher",
            "00:00:00.000  7001  withdrawn by io.tempera.echo 0.1.0",
            "00:00:00.000  7001  chosen from now on: io.tempera.echo 0.2.0",
            "00:00:00.000  7001  nothing implements it any more; waiting halves: 100, which carry on with whatever is deployed for it within 10 s",
            "00:00:00.000  7001  nothing implements it any more",
            "00:00:00.000  7001  complete, io.tempera.echo 0.2.0 runs: 97 handed over, 2 started again, 1 failed, in 57 ms",
            "00:00:00.000  7001  complete: 0 handed over, 0 started again, 9 failed, in 10 s");
    assertThat(shown(ECHO, OF_THE_NUMBER)).isEqualTo(shown(ALL, OF_THE_NUMBER));
    assertThat(shown(OTHER, OF_THE_NUMBER)).isEmpty();
  }

  @Test
  void ofTheNumberThatIsAskedForEachHalfIsShown() {
    assertThat(shown(ECHO, OF_HALVES))
        .allSatisfy(line -> assertThat(line).startsWith("00:00:00.000  7001  127.0.0.1:4001 "))
        .extracting(line -> line.substring("00:00:00.000  7001  127.0.0.1:4001 ".length()))
        .containsExactly(
            "initiator of io.tempera.echo 0.1.0 is to be handed over to io.tempera.echo 0.2.0",
            "initiator of io.tempera.echo 0.1.0 is to end, and to be started again with io.tempera.echo 0.2.0",
            "initiator of io.tempera.echo 0.1.0 is to be handed over",
            "initiator carries on at StIdle with io.tempera.echo 0.2.0 (was io.tempera.echo 0.1.0), after 0.04 ms",
            "initiator was started again with io.tempera.echo 0.2.0 (was io.tempera.echo 0.1.0), after 3.0 ms",
            "initiator is parked at StIdle for 10 s: nothing implements it",
            "initiator is parked for 10 s: nothing implements it",
            "initiator has waited in vain for an implementation",
            "initiator could not be handed over in StBusy, and io.tempera.echo 0.1.0 is going: its connection is closed",
            "initiator could not be handed over, and io.tempera.echo 0.1.0 is going: its connection is closed",
            "initiator failed: it broke",
            "initiator of io.tempera.echo 0.1.0 was given up: it did not end when it was interrupted");
  }

  @Test
  void ofAllNumbersAndOfOthersNoHalfIsShown() {
    assertThat(shown(ALL, OF_HALVES)).isEmpty();
    assertThat(shown(OTHER, OF_HALVES)).isEmpty();
  }

  @Test
  void whatIsRejectedIsShownToEverybodySafeForATerminal() {
    List<Trace> rejected = List.of(new ProtocolTrace.Rejected(NEW, "its number is\n70000"));
    assertThat(shown(OTHER, rejected))
        .containsExactly("00:00:00.000  -  rejected: io.tempera.echo 0.2.0: its number is?70000")
        .isEqualTo(shown(ALL, rejected));
  }
}
