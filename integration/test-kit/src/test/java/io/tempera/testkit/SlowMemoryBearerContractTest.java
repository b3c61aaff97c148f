package io.tempera.testkit;

import java.time.Duration;

/** With latency, odd and small buffers, small reads, and another interleaving. */
final class SlowMemoryBearerContractTest extends MemoryBearerContract {
  SlowMemoryBearerContractTest() {
    super(
        VirtualRuntime.shuffled(42),
        MemorySettings.likeQueues()
            .withLatency(Duration.ofMillis(20))
            .withTransportBuffer(77_777)
            .withReads(4_001, 1_000));
  }
}
