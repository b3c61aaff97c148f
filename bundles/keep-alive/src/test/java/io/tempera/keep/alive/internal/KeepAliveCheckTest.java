package io.tempera.keep.alive.internal;

import io.tempera.check.ProtocolCheck;
import io.tempera.keep.alive.internal.KeepAliveMessage.Done;
import io.tempera.keep.alive.internal.KeepAliveMessage.KeepAliveRequest;
import io.tempera.keep.alive.internal.KeepAliveMessage.KeepAliveResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

final class KeepAliveCheckTest {
  @TestFactory
  Stream<DynamicNode> everythingThatGoesForEveryProtocol() {
    return ProtocolCheck.of(KeepAliveTable.SPEC, KeepAliveTable.CODEC)
        .golden("820019beef", new KeepAliveRequest(0xbeef))
        .golden("820005", new KeepAliveRequest(5))
        .alsoReads("82001b0000000000000005", new KeepAliveRequest(5))
        .golden("820119beef", new KeepAliveResponse(0xbeef))
        .golden("8102", new Done())
        .conversation(KeepAlive.NUMBER, runtime -> new KeepAlive(runtime, Duration.ofSeconds(10)))
        .tests();
  }
}
