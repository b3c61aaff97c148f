package io.tempera.faults;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever is wrong in what peers say of headers, blocks, transactions and other peers ends their
 * own connection and no other, with one line that says what was wrong.
 */
class HotFaultsIT {
  private static Stage stage;
  private static GoodPeer goodPeer;

  @BeforeAll
  static void start() throws Exception {
    stage = Stage.withPeerSharing();
    goodPeer = stage.goodPeer();
  }

  @AfterAll
  static void stop() throws Exception {
    goodPeer.close();
    stage.close();
  }

  /** Plays a fault on a node whose chain is empty. */
  private interface Play {
    void play(Fault fault) throws Exception;
  }

  @TestFactory
  Stream<DynamicContainer> everyFaultEndsItsOwnConnectionAndNoOther() {
    Play dialled = fault -> stage.playDialled(fault, true);
    return Stream.of(
        theme("asked for headers and blocks", ChainFaults.all(), stage::play),
        theme("told of transactions", TxFaults.all(), stage::play),
        theme("asked for peers", SharingFaults.requests(), stage::play),
        theme("told of headers and blocks", DialledChainFaults.all(), dialled),
        theme("asked for transactions", DialledTxFaults.all(), dialled),
        theme("told of peers", SharingFaults.answers(), fault -> stage.playDialled(fault, false)));
  }

  private static DynamicContainer theme(String name, Stream<Fault> faults, Play play) {
    return DynamicContainer.dynamicContainer(
        name,
        faults.map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      stage.forgetChain();
                      play.play(fault);
                      goodPeer.awaitRound();
                    })));
  }
}
