package ${package};

import ${package}.GreetingMessage.Done;
import ${package}.GreetingMessage.Hello;
import ${package}.GreetingMessage.Welcome;
import io.tempera.check.ConversationCheck;
import io.tempera.check.ProtocolCheck;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class GreetingCheckTest {
  @TestFactory
  Stream<DynamicNode> theTableAndTheEncoding() {
    return ProtocolCheck.of(GreetingTable.SPEC, GreetingTable.CODEC)
        .golden("820063616e6e", new Hello("ann"))
        .golden("8201626869", new Welcome("hi"))
        .golden("8102", new Done())
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> theConversation() {
    return ConversationCheck.of(Greeting.NUMBER, Greeting::new).tests();
  }
}
