package io.tempera.echo.internal;

import io.tempera.check.ProtocolCheck;
import io.tempera.echo.internal.EchoMessage.Done;
import io.tempera.echo.internal.EchoMessage.Request;
import io.tempera.echo.internal.EchoMessage.Response;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

final class EchoCheckTest {
  @TestFactory
  Stream<DynamicNode> everythingThatGoesForEveryProtocol() {
    return ProtocolCheck.of(EchoTable.SPEC, EchoTable.CODEC)
        .golden("820043616263", new Request("abc".getBytes()))
        .golden("820143616263", new Response("abc".getBytes()))
        .golden("8102", new Done())
        .samples(new Response(new byte[0]), new Request(new byte[65_530]))
        .conversation(Echo.NUMBER, runtime -> new Echo(runtime, Duration.ofSeconds(1)))
        .tests();
  }
}
