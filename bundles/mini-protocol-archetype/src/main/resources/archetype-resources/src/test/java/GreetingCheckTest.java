package ${package};

import ${package}.GreetingMessage.Done;
import ${package}.GreetingMessage.Hello;
import ${package}.GreetingMessage.Welcome;
import io.tempera.check.ProtocolCheck;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

final class GreetingCheckTest {
  @TestFactory
  Stream<DynamicNode> everythingThatGoesForEveryProtocol() {
    return ProtocolCheck.of(GreetingTable.SPEC, GreetingTable.CODEC)
        .golden("820063616e6e", new Hello("ann"))
        .golden("8201626869", new Welcome("hi"))
        .golden("8102", new Done())
        .conversation(Greeting.NUMBER, Greeting::new)
        .tests();
  }
}
