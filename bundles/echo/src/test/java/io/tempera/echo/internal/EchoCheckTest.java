package io.tempera.echo.internal;

import io.tempera.check.ConversationCheck;
import io.tempera.check.ProtocolCheck;
import io.tempera.echo.internal.EchoMessage.Done;
import io.tempera.echo.internal.EchoMessage.Request;
import io.tempera.echo.internal.EchoMessage.Response;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class EchoCheckTest {
  @TestFactory
  Stream<DynamicNode> tableAndCodec() {
    return ProtocolCheck.of(EchoTable.SPEC, EchoTable.CODEC)
        .golden("820043616263", new Request("abc".getBytes()))
        .golden("820143616263", new Response("abc".getBytes()))
        .golden("820140", new Response(new byte[0]))
        .golden("8102", new Done())
        .sample(new Request(new byte[65_530]))
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> itEndsWheneverItIsAskedTo() {
    return ConversationCheck.of(Echo.NUMBER, runtime -> new Echo(runtime, Duration.ofSeconds(1)))
        .messages(8)
        .deadline(Duration.ofSeconds(1))
        .tests();
  }
}
