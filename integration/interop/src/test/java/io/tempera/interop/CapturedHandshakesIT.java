package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The client's part of every captured handshake against our node, and what follows: a refusal and
 * the answer to a query are the last that is said.
 */
class CapturedHandshakesIT {
  private static final String REFUSE = "8202";
  private static final String QUERY_REPLY = "8203";

  /** How much of a refusal of another network is the protocol's, in hex digits. */
  private static final int REFUSED_15 = 10;

  private static FelixNode testNetwork;
  private static FelixNode mainnet;

  @BeforeAll
  static void start() throws Exception {
    testNetwork = FelixNode.start(new FelixNode.Settings());
    mainnet =
        FelixNode.start(
            new FelixNode.Settings()
                .set("io.tempera.node", "network.magic", "764824073")
                .set("io.tempera.node", "versions", "14,15,16")
                .set("io.tempera.node", "peer.sharing", "true"));
  }

  @AfterAll
  static void stop() throws Exception {
    testNetwork.close();
    mainnet.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/captured/handshakes.csv", numLinesToSkip = 1)
  void ourNodeAnswersAsTheReferenceDid(String session, String proposal, String answer)
      throws Exception {
    boolean onMainnet = answer.contains("841a2d964a09") || answer.contains("851a2d964a09");
    try (Wire wire = Wire.connect((onMainnet ? mainnet : testNetwork).address())) {
      wire.send(Sdu.fromInitiator(0, proposal));
      Sdu said = wire.receive();
      assertThat(said.number()).isZero();
      assertThat(said.fromResponder()).isTrue();
      switch (session) {
        case "n2n-refuse-magic" ->
            assertThat(said.payload()).startsWith(answer.substring(0, REFUSED_15));
        // Our node has no Peras, so none is agreed.
        case "n2n-mainnetmagic-v16-peras-peersharing" ->
            assertThat(said.payload()).isEqualTo(answer.replaceAll("f5$", "f4"));
        default -> assertThat(said.payload()).isEqualTo(answer);
      }
      if (answer.startsWith(REFUSE) || answer.startsWith(QUERY_REPLY)) {
        assertThat(wire.awaitReset()).as("bytes behind the last message").isZero();
      }
    }
  }
}
