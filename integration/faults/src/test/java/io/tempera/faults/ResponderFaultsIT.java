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
  private static Stage heldStage;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage();
    heldStage = Stage.withHeldTime();
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
    heldStage.close();
  }

  @TestFactory
  Stream<DynamicContainer> everyFaultEndsItsOwnConnectionAndNoOther() {
    return Stream.of(
        theme("headers", stage, HeaderFaults.all()),
        theme("handshake", stage, HandshakeFaults.all()),
        theme("truncations", stage, TruncationFaults.all()),
        theme("messages", stage, MessageFaults.all()),
        theme("limits", stage, LimitFaults.all()),
        theme("half-closes", heldStage, HalfCloseFaults.all(heldStage.time())),
        theme("after the end", stage, AfterTheEndFaults.all()));
  }

  private static DynamicContainer theme(String name, Stage on, Stream<Fault> faults) {
    return DynamicContainer.dynamicContainer(
        name, faults.map(fault -> DynamicTest.dynamicTest(fault.name(), () -> on.play(fault))));
  }
}
