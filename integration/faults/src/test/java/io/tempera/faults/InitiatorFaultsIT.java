package io.tempera.faults;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever comes from a peer that we have dialled ends that connection and no other. */
class InitiatorFaultsIT {
  private static Stage stage;
  private static GoodPeer goodPeer;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage();
    goodPeer = stage.goodPeer();
  }

  @AfterAll
  static void stop() throws Exception {
    goodPeer.close();
    stage.close();
  }

  @TestFactory
  Stream<DynamicContainer> everyFaultEndsItsOwnConnectionAndNoOther() {
    return Stream.of(
        theme("the answer to our proposal", DialledHandshakeFaults.all(), false),
        theme("while warm", DialledRunningFaults.warmOnes(), false),
        theme("while hot", DialledRunningFaults.hotOnes(), true));
  }

  private static DynamicContainer theme(String name, Stream<Fault> faults, boolean hot) {
    return DynamicContainer.dynamicContainer(
        name,
        faults.map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      stage.playDialled(fault, hot);
                      goodPeer.awaitRound();
                    })));
  }
}
