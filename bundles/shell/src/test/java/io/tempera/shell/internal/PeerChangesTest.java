package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.ConnectionTrace;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.FailureType;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.FirstToFinishResult.MiniProtocolSuccess;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.Temperature;
import io.tempera.trace.Trace;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeerChangesTest {
  private static final ConnectionId ID = FakeNode.id("127.0.0.1:3001", "127.0.0.1:4001");

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:4001, '', true",
    "127.0.0.1:4001, 127.0.0.1:4001, true",
    "127.0.0.1:4001, 127.0.0.1, true",
    "127.0.0.1:4001, 4001, true",
    "127.0.0.1:40011, 127.0.0.1:4001, false",
    "127.0.0.10:4001, 127.0.0.1, false",
    "[::1]:4001, [::1], true",
    "unix:/run/s#7, unix:/run/s, true",
    "unix:/run/s2, unix:/run/s, false"
  })
  void whoIsWatchedIsAnAddressAHostOrAPort(String remote, String whom, boolean watched)
      throws Exception {
    SocketAddress address = Endpoint.parse(remote).resolve();
    Trace cold =
        new PeerStatusChanged(new PeerStatusChangeType.ColdToWarm(Optional.empty(), address));
    assertThat(new PeerChanges(whom).line(cold, Instant.EPOCH).isPresent()).isEqualTo(watched);
  }

  @Test
  void aFailureIsShownWithItsReasonOnOneLine() {
    Failure failure = Failure.of(FailureCategory.REMOTE_CLOSED, "it is \ngone");
    assertThat(
            shown(
                new PeerStatusChangeFailure(
                    new PeerStatusChangeType.HotToWarm(ID),
                    new FailureType.TimeoutError(Duration.ofSeconds(3), "deactivate.timeout"))))
        .isEqualTo(
            "00:00:00.000  127.0.0.1:4001  hot -> warm failed: it took longer than 3 s (deactivate.timeout)");
    assertThat(shown(new ConnectionTrace.ConnectFailed(ID.remote(), failure)))
        .isEqualTo("00:00:00.000  127.0.0.1:4001  cold -> warm failed: it is ?gone");
    assertThat(shown(new PeerMonitoringError(ID, failure)))
        .isEqualTo("00:00:00.000  127.0.0.1:4001  cold, because: it is ?gone");
  }

  private static String told(Trace trace) {
    return new PeerChanges("").line(trace, Instant.EPOCH).map(WatchLine::what).orElse("nothing");
  }

  private static String shown(Trace trace) {
    return new PeerChanges("").line(trace, Instant.EPOCH).orElseThrow().text(ZoneOffset.UTC);
  }

  @Test
  void aPeerThatCoolsWithItsConnectionHasTheReasonBesideIt() {
    Failure failure = Failure.of(FailureCategory.REMOTE_CLOSED, "it is gone");
    assertThat(
            told(
                new PeerStatusChangeFailure(
                    new PeerStatusChangeType.HotToCooling(ID),
                    new FailureType.MuxStoppedFailure())))
        .isEqualTo("hot -> cooling: its connection broke");
    assertThat(told(new ConnectionTrace.Closed(ID, true, "it is gone")))
        .isEqualTo("its connection ended: it is gone");
    assertThat(
            told(
                new PeerMonitoringResult(
                    ID, Optional.of(new MiniProtocolError(Temperature.HOT, 7_001, failure)))))
        .isEqualTo("mini-protocol 7001 failed: it is gone");
  }

  @Test
  void whatEndsInOrderIsToldByTheChangeOfStatusAlone() {
    assertThat(told(new ConnectionTrace.Closed(ID, false, "we let go of it"))).isEqualTo("nothing");
    assertThat(told(new PeerMonitoringResult(ID, Optional.empty()))).isEqualTo("nothing");
    assertThat(
            told(
                new PeerMonitoringResult(
                    ID, Optional.of(new MiniProtocolSuccess(Temperature.HOT, 7_001, "done")))))
        .isEqualTo("nothing");
  }
}
