package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.StartMode;
import io.tempera.protocol.Half;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import org.junit.jupiter.api.Test;

class StandaloneHostTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final StandaloneHost host = new StandaloneHost(runtime, tracer);

  private static final class Mute implements MiniProtocol {
    @Override
    public Half initiator() {
      throw new IllegalStateException("Nobody starts it");
    }

    @Override
    public Half responder() {
      throw new IllegalStateException("Nobody starts it");
    }
  }

  private long publish(int number) throws Exception {
    return runtime.call(
        () -> host.publish(number, Temperature.HOT, StartMode.ON_DEMAND, 1_000, new Mute()));
  }

  private void withdraw(long id) throws Exception {
    runtime.call(
        () -> {
          host.withdraw(id);
          return id;
        });
  }

  @Test
  void ofTwoForOneNumberTheFirstIsChosenAndTheOtherTakesItsPlace() throws Exception {
    long first = publish(99);
    publish(99);
    assertThat(host.protocols()).extracting(HostedProtocol::chosen).containsOnlyOnce(true);
    withdraw(first);
    assertThat(host.protocols()).hasSize(1);
    assertThat(host.protocols().getFirst().chosen()).isTrue();
    assertThat(host.protocols().getFirst().number()).isEqualTo(99);
    runtime.assertNothingLeft();
  }

  @Test
  void nothingIsRequiredAndAWrongNumberIsRejected() throws Exception {
    assertThat(host.missing()).isEmpty();
    publish(1);
    assertThat(host.protocols()).isEmpty();
    assertThat(tracer.traces(ProtocolTrace.Rejected.class)).hasSize(1);
    runtime.assertNothingLeft();
  }
}
