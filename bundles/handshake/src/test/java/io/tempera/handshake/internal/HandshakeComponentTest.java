package io.tempera.handshake.internal;

import static io.tempera.handshake.internal.Offers.bytes;
import static io.tempera.handshake.internal.Offers.recordedResponder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.HandshakeOutcome.Violated;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeComponentTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final List<HandshakeOutcome> outcomes = new ArrayList<>();

  /** Settings as the operator writes them. */
  private record Settings(int sizeLimit, double timeLimit) implements HandshakeComponent.Config {
    @Override
    public int size_limit() {
      return sizeLimit;
    }

    @Override
    public double time_limit() {
      return timeLimit;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return HandshakeComponent.Config.class;
    }
  }

  private HandshakeComponent handshake(int sizeLimit, double timeLimit) {
    return new HandshakeComponent(new Settings(sizeLimit, timeLimit), runtime, tracer);
  }

  private FakeSduChannel serve(HandshakeComponent handshake) {
    FakeSduChannel channel = new FakeSduChannel(runtime);
    runtime.start("server", () -> outcomes.add(handshake.server(channel, recordedResponder())));
    runtime.runUntilIdle();
    return channel;
  }

  private String violation() {
    runtime.runUntilIdle();
    return ((Violated) outcomes.removeFirst()).failure().message();
  }

  @Test
  void theDefaultsAreTheReferences() throws NoSuchMethodException {
    assertThat(HandshakeSettings.DEFAULTS)
        .isEqualTo(new HandshakeSettings(5_760, Duration.ofSeconds(10)));
    assertThat(HandshakeComponent.Config.class.getMethod("size_limit").getDefaultValue())
        .isEqualTo(5_760);
    assertThat(HandshakeComponent.Config.class.getMethod("time_limit").getDefaultValue())
        .isEqualTo(10.0);
  }

  @Test
  void theTimeLimitIsTheOperators() {
    serve(handshake(5_760, 0.25));
    runtime.advance(Duration.ofMillis(250).minusNanos(1));
    assertThat(outcomes).isEmpty();
    runtime.advance(Duration.ofNanos(1));
    assertThat(violation()).contains("within 0.25 s (time.limit)");
  }

  @Test
  void theSizeLimitIsTheOperators() {
    FakeSduChannel within = serve(handshake(65_535, 10));
    byte[] unknown = new byte[65_535];
    // {99: bytes, 15: good data}, as long as one SDU can be
    byte[] start = bytes("8200a2186359ffe8");
    byte[] end = bytes("0f84182af500f4");
    System.arraycopy(start, 0, unknown, 0, start.length);
    System.arraycopy(end, 0, unknown, unknown.length - end.length, end.length);
    unknown[6] = (byte) ((unknown.length - start.length - end.length) >> 8);
    unknown[7] = (byte) (unknown.length - start.length - end.length);
    within.arrive(unknown);
    runtime.runUntilIdle();
    assertThat(outcomes.removeFirst()).isInstanceOf(HandshakeOutcome.Accepted.class);

    FakeSduChannel beyond = serve(handshake(1_440, 10));
    beyond.arrive(unknown);
    assertThat(violation()).contains("65535 bytes, the limit is 1440 (size.limit)");
  }

  @Test
  void aChangeHoldsForHandshakesThatBeginAfterIt() {
    HandshakeComponent handshake = handshake(5_760, 10);
    serve(handshake);
    handshake.modified(new Settings(5_760, 1));
    serve(handshake);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(violation()).contains("within 1 s");
    assertThat(outcomes).isEmpty();
    runtime.advance(Duration.ofSeconds(9));
    assertThat(violation()).contains("within 10 s");
  }

  @Test
  void whatCannotBeSetIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> handshake(1_439, 10))
        .withMessage("size.limit is 1439; set it to 1440 to 65535");
    assertThatIllegalArgumentException().isThrownBy(() -> handshake(65_536, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> handshake(5_760, 0))
        .withMessage("time.limit is PT0S; set it to more than 0 and at most 3600 s");
    assertThatIllegalArgumentException().isThrownBy(() -> handshake(5_760, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> handshake(5_760, 3_601));
  }
}
