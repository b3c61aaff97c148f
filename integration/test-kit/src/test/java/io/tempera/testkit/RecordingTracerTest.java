package io.tempera.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.ConnectionId;
import io.tempera.mux.WireTrace;
import io.tempera.runtime.internal.RuntimeComponent;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RecordingTracerTest {
  private static final BearerTrace FIRST = listening(1);
  private static final BearerTrace SECOND = listening(2);

  @Test
  void aTraceThatIsYetToComeIsAwaitedUnderVirtualTime() throws InterruptedException {
    VirtualRuntime runtime = new VirtualRuntime();
    RecordingTracer tracer = new RecordingTracer(runtime);
    runtime.timers().after(Duration.ofSeconds(3), () -> tracer.trace(FIRST));
    runtime.timers().after(Duration.ofSeconds(4), () -> tracer.trace(SECOND));
    assertThat(tracer.await(BearerTrace.Listening.class)).isEqualTo(FIRST);
    assertThat(runtime.elapsed()).isEqualTo(Duration.ofSeconds(3));
    assertThat(tracer.await(BearerTrace.class, SECOND::equals)).isEqualTo(SECOND);
    assertThat(tracer.traces()).containsExactly(FIRST, SECOND);
    assertThat(tracer.traces(BearerTrace.Closed.class)).isEmpty();
    assertThat(tracer.find(BearerTrace.Opened.class, trace -> true)).isEmpty();
    assertThat(tracer.lines().getFirst()).isEqualTo("Listening: listening on 127.0.0.1:1");
    assertThatThrownBy(() -> tracer.await(BearerTrace.Opened.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("listening on 127.0.0.1:2");
    tracer.clear();
    assertThat(tracer.traces()).isEmpty();
  }

  @Test
  void aTraceThatIsYetToComeIsAwaitedOnRealTime() throws InterruptedException {
    try (RuntimeComponent runtime = new RuntimeComponent()) {
      RecordingTracer tracer = new RecordingTracer(runtime);
      runtime.tasks().start("traces", () -> tracer.trace(FIRST));
      assertThat(tracer.await(BearerTrace.class)).isEqualTo(FIRST);
    }
  }

  @Test
  void whatIsFrequentIsKeptOnRequestAndMustNotBeMadeOtherwise() {
    RecordingTracer tracer = new RecordingTracer(new VirtualRuntime());
    WireTrace often =
        new WireTrace.BatchWritten(
            new ConnectionId(
                new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.1", 2)));
    assertThat(tracer.wanted(WireTrace.BatchWritten.class)).isFalse();
    assertThat(tracer.wanted(BearerTrace.Listening.class)).isTrue();
    assertThatThrownBy(() -> tracer.trace(often))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("batch written");
    tracer.frequentToo(true);
    assertThat(tracer.wanted(WireTrace.BatchWritten.class)).isTrue();
    tracer.trace(often);
    assertThat(tracer.traces()).containsExactly(often);
  }

  private static BearerTrace listening(int port) {
    return new BearerTrace.Listening(new InetSocketAddress("127.0.0.1", port));
  }
}
