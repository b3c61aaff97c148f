package io.tempera.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.HandshakeTrace;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ProtocolTrace;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several parts see a connection fail; one of them tells the operator. */
final class TroubleIsSaidOnceTest {
  private static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("127.0.0.1", 3001), new InetSocketAddress("127.0.0.2", 3001));
  private static final ProtocolKey KEY = new ProtocolKey(8, Direction.RESPONDER);
  private static final Failure FAILURE =
      Failure.of(FailureCategory.REMOTE_MISBEHAVED, "not a message");

  @Test
  void aFailedMiniProtocolIsOneWarningThatNamesIt() {
    MuxError error = new MuxError.MiniProtocolFailed(KEY, FAILURE);
    ConnectionTrace closed = new ConnectionTrace.Closed(ID, true, error.text());
    List<Trace> asTheyCome =
        List.of(
            new MuxTrace.ExceptionExit(ID, KEY, FAILURE.text()),
            new MuxTrace.Dead(ID, new MuxEnd.Failed(error)),
            new ProtocolTrace.Failed(ID, KEY, FAILURE.text()),
            closed);

    assertThat(asTheyCome).filteredOn(t -> t.level() != Level.DEBUG).containsExactly(closed);
    assertThat(closed.level()).isEqualTo(Level.WARN);
    assertThat(closed.text()).contains(ID.toString(), "mini-protocol 8", "not a message");
  }

  @Test
  void aHandshakeThatComesToNothingIsLeftToWhoOwnsTheConnection() {
    HandshakeOutcome outcome = new HandshakeOutcome.Violated(FAILURE);

    assertThat(new HandshakeTrace.Ended(ID, Direction.RESPONDER, outcome).level())
        .isEqualTo(Level.DEBUG);
  }
}
