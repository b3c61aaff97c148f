package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.RawPeer;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MuxComponentTest {
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 3001);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryNetwork network = new MemoryNetwork(runtime);
  private final RecordingTracer tracer = new RecordingTracer(runtime);

  /** Settings as the operator writes them; all others as they are by default. */
  private record Settings(
      double sduTimeout, double eofGrace, int batchSdus, int handshakeHold, double egressInterval)
      implements MuxComponent.Config {
    Settings(double sduTimeout, double eofGrace, int batchSdus, int handshakeHold) {
      this(sduTimeout, eofGrace, batchSdus, handshakeHold, 0);
    }

    Settings() {
      this(30, 1, 100, 131_072);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return MuxComponent.Config.class;
    }

    @Override
    public double sdu_timeout() {
      return sduTimeout;
    }

    @Override
    public double stop_drain() {
      return 2;
    }

    @Override
    public double eof_grace() {
      return eofGrace;
    }

    @Override
    public int egress_soft_limit() {
      return 262_143;
    }

    @Override
    public int batch_sdus() {
      return batchSdus;
    }

    @Override
    public double egress_interval() {
      return egressInterval;
    }

    @Override
    public long ingress_budget() {
      return 0;
    }

    @Override
    public int handshake_hold() {
      return handshakeHold;
    }
  }

  @Test
  void theDefaultsAreTheReferences() throws NoSuchMethodException {
    MuxSettings defaults = MuxSettings.DEFAULTS;
    assertThat(defaults.sduTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(defaults.stopDrain()).isEqualTo(Duration.ofSeconds(2));
    assertThat(defaults.eofGrace()).isEqualTo(Duration.ofSeconds(1));
    assertThat(defaults.egressSoftLimit()).isEqualTo(262_143);
    assertThat(defaults.batchSdus()).isEqualTo(100);
    assertThat(defaults.egressInterval()).isZero();
    assertThat(MuxComponent.Config.class.getMethod("sdu_timeout").getDefaultValue())
        .isEqualTo(30.0);
    assertThat(MuxComponent.Config.class.getMethod("egress_soft_limit").getDefaultValue())
        .isEqualTo(262_143);
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedWithTheirName() {
    assertRefused("sdu.timeout", () -> new Settings(0, 1, 100, 131_072));
    assertRefused("eof.grace", () -> new Settings(30, -1, 100, 131_072));
    assertRefused("sdu.timeout", () -> new Settings(3_600.1, 1, 100, 131_072));
    assertRefused("sdu.timeout", () -> new Settings(Double.NaN, 1, 100, 131_072));
    assertRefused("eof.grace", () -> new Settings(30, Double.POSITIVE_INFINITY, 100, 131_072));
    assertRefused("batch.sdus", () -> new Settings(30, 1, 0, 131_072));
    assertRefused("batch.sdus", () -> new Settings(30, 1, 16_385, 131_072));
    assertRefused("egress.interval", () -> new Settings(30, 1, 100, 131_072, -0.001));
    assertRefused("egress.interval", () -> new Settings(30, 1, 100, 131_072, 0.201));
    assertRefused("handshake.hold", () -> new Settings(30, 1, 100, 65_542));
  }

  private void assertRefused(String key, Supplier<Settings> settings) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MuxComponent(settings.get(), runtime, tracer))
        .withMessageStartingWith(key + " is");
  }

  @Test
  void aChangeHoldsFromThenOnAndTheEndOfTheBundleStopsWhatLives() throws Exception {
    MuxComponent component = new MuxComponent(new Settings(), runtime, tracer);
    try (BearerListener listener = network.listen(ADDRESS)) {
      RawPeer first = RawPeer.connect(runtime, network, ADDRESS);
      Bearer bearer = runtime.call(listener::accept);
      Mux impatient = component.create(bearer);
      impatient.run();
      component.modified(new Settings(0.5, 1, 100, 131_072));
      first.write("00");
      runtime.advance(Duration.ofMillis(500));
      assertThat(impatient.ended())
          .contains(new MuxEnd.Failed(new MuxError.SduReadTimeout(Duration.ofMillis(500))));

      RawPeer second = RawPeer.connect(runtime, network, ADDRESS);
      Mux stopped = component.create(runtime.call(listener::accept));
      component.deactivate();
      second.awaitReset();
      assertThat(stopped.ended()).contains(new MuxEnd.Stopped());
    }
    runtime.runUntilIdle();
    network.assertNothingLeft();
    runtime.assertNothingLeft();
  }
}
