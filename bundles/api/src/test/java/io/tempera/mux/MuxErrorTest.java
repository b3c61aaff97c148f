package io.tempera.mux;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator reads when a multiplexer fails: what happened, and what to do. */
class MuxErrorTest {
  private static final ProtocolKey KEEP_ALIVE = new ProtocolKey(8, Direction.RESPONDER);
  private static final Failure CAUSE = Failure.of(FailureCategory.REMOTE_CLOSED, "reset");

  @Test
  void everyErrorSaysWhatHappenedAndWhatToDo() {
    List<String> texts =
        List.of(
                new MuxError.UnknownMiniProtocol(99),
                new MuxError.MissingDirection(KEEP_ALIVE),
                new MuxError.BearerClosed("in the middle of an SDU"),
                new MuxError.IngressOverrun(KEEP_ALIVE, 1_408, 1_500),
                new MuxError.IngressOverrun(
                    new ProtocolKey(0, Direction.RESPONDER), 131_072, 131_073),
                new MuxError.IngressBudgetSpent(5_000, 10_000),
                new MuxError.IoError(CAUSE),
                new MuxError.SduDecodeError("mini-protocol 8 with an empty payload"),
                new MuxError.SduReadTimeout(Duration.ofSeconds(30)),
                new MuxError.SduWriteTimeout(4, Duration.ofMillis(2_500)),
                new MuxError.MiniProtocolFailed(KEEP_ALIVE, CAUSE))
            .stream()
            .map(MuxError::text)
            .toList();
    assertThat(texts)
        .containsExactly(
            "the remote side sent an SDU for mini-protocol 99, which does not run here; if it"
                + " should, deploy it and name it in own.protocols on both sides",
            "the remote side sent an SDU for mini-protocol 8 responder, but here only its other"
                + " half runs; it asks a node that answers nobody, or answers what nobody asked",
            "the remote side closed the connection in the middle of an SDU; its log may say why",
            "the remote side sent more for mini-protocol 8 responder than may wait there: 1500"
                + " bytes, the limit is 1408; it breaks the protocol's rules, or the protocol's"
                + " ingressLimit here is too small",
            "the remote side sent more for the handshake than may wait there: 131073 bytes, the"
                + " limit is 131072 (handshake.hold)",
            "more than 10000 bytes waited for mini-protocols in the whole node, and this connection"
                + " held the most of them, 5000; raise ingress.budget, or see which mini-protocol"
                + " does not take what arrives",
            "the connection broke: reset",
            "the remote side sent an SDU that cannot be: mini-protocol 8 with an empty payload;"
                + " what answers there is no such node, or a faulty one",
            "an SDU was not complete 30 s after its first byte; the remote side stalls, or"
                + " sdu.timeout is too short for the line",
            "the remote side did not take 4 SDUs within 2.5 s; it does not read, or sdu.timeout is"
                + " too short for the line",
            "mini-protocol 8 responder failed: reset");
  }

  @Test
  void anOverrunNamesTheSenderAsTheReferenceDoes() {
    assertThat(new MuxError.IngressOverrun(KEEP_ALIVE, 1, 2).sender())
        .isEqualTo(Direction.INITIATOR);
  }
}
