package io.tempera.faults;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever comes from a peer that connected to us ends that connection and no other, with one line
 * that says what was wrong.
 */
class ResponderFaultsIT {
  private static Stage stage;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage();
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
  }

  @TestFactory
  Stream<DynamicContainer> everyFaultEndsItsOwnConnectionAndNoOther() {
    return Stream.of(
        theme("headers", HeaderFaults.all()),
        theme("handshake", HandshakeFaults.all()),
        theme("truncations", TruncationFaults.all()),
        theme("messages", MessageFaults.all()),
        theme("limits", LimitFaults.all()),
        theme("half-closes", HalfCloseFaults.all()),
        theme("after the end", AfterTheEndFaults.all()));
  }

  private static DynamicContainer theme(String name, Stream<Fault> faults) {
    return DynamicContainer.dynamicContainer(
        name, faults.map(fault -> DynamicTest.dynamicTest(fault.name(), () -> stage.play(fault))));
  }
}
