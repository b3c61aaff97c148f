package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.check.HalfRun;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Every captured conversation of the reference, with ourselves as either half. See the README
 * beside the file.
 */
final class CapturedTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final TxSubmission protocol = new TxSubmission(runtime, new FakePool(), Duration.ZERO);

  private HalfRun half(Direction direction) {
    HalfRun half = new HalfRun(runtime, new ProtocolKey(TxSubmission.NUMBER, direction));
    half.start(direction == Direction.INITIATOR ? protocol.initiator() : protocol.responder());
    runtime.runUntilIdle();
    return half;
  }

  private void arrives(HalfRun half, String hex) {
    half.arrive(HexFormat.of().parseHex(hex));
    runtime.runUntilIdle();
  }

  private static List<String> said(HalfRun half) {
    return half.sent().stream().map(HexFormat.of()::formatHex).toList();
  }

  @AfterEach
  void nothingIsLeft() {
    runtime.assertNothingLeft();
  }

  @ParameterizedTest(name = "{0}, hot phase {1}")
  @CsvFileSource(resources = "/captured/tx-submission.csv", numLinesToSkip = 1)
  void ourClientSaysTheSame(String session, int phase, String init, String ask, String done) {
    HalfRun half = half(Direction.INITIATOR);
    assertThat(said(half)).containsExactly(init);
    arrives(half, ask);
    runtime.advance(Duration.ofMillis(300));
    assertThat(said(half)).containsExactly(init);
    half.control(ControlMessage.TERMINATE);
    runtime.runUntilIdle();
    assertThat(said(half)).containsExactly(init, done);
    assertThat(half.result()).isPresent();
  }

  @ParameterizedTest(name = "{0}, hot phase {1}")
  @CsvFileSource(resources = "/captured/tx-submission.csv", numLinesToSkip = 1)
  void ourServerSaysTheSame(String session, int phase, String init, String ask, String done) {
    HalfRun half = half(Direction.RESPONDER);
    arrives(half, init);
    assertThat(said(half)).containsExactly(ask);
    arrives(half, done);
    assertThat(said(half)).containsExactly(ask);
    assertThat(half.result()).isPresent();
  }
}
