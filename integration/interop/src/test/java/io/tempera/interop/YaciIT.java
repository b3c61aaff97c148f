package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloxbean.cardano.yaci.core.network.TCPNodeClient;
import com.bloxbean.cardano.yaci.core.protocol.handshake.HandshakeAgent;
import com.bloxbean.cardano.yaci.core.protocol.handshake.HandshakeAgentListener;
import com.bloxbean.cardano.yaci.core.protocol.handshake.messages.Reason;
import com.bloxbean.cardano.yaci.core.protocol.handshake.util.N2NVersionTableConstant;
import io.tempera.nodekit.FelixNode;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** yaci, a client that is not ours, talks to our node. */
class YaciIT {
  private static final int ROUNDS = 100;
  private static final long LIMIT_S = 60;

  @ParameterizedTest
  @CsvSource({"'', false", "7001, false", "7001, true"})
  void aHundredKeepAliveRoundsOnOneConnection(String ownProtocols, boolean halvesOnLoop)
      throws Exception {
    try (FelixNode node =
        FelixNode.start(
            new FelixNode.Settings()
                .halvesOnLoop(halvesOnLoop)
                .set("io.tempera.node", "own.protocols", ownProtocols))) {
      YaciRounds rounds = new YaciRounds(ROUNDS);
      HandshakeAgent handshake = new HandshakeAgent(N2NVersionTableConstant.v11AndAbove(42));
      handshake.addListener(rounds);
      TCPNodeClient client = client(node, handshake, rounds.agent());
      try {
        assertThat(rounds.done().get(LIMIT_S, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
        assertThat(rounds.connections()).isEqualTo(1);
        assertThat(handshake.getProtocolVersion().getVersionNumber()).isEqualTo(14);
      } finally {
        client.shutdown();
      }
    }
  }

  @Test
  void anotherMagicIsRefusedAndYaciSaysSo() throws Exception {
    try (FelixNode node = FelixNode.start(new FelixNode.Settings())) {
      CompletableFuture<Reason> refused = new CompletableFuture<>();
      HandshakeAgent handshake = new HandshakeAgent(N2NVersionTableConstant.v11AndAbove(43));
      handshake.addListener(
          new HandshakeAgentListener() {
            @Override
            public void handshakeError(Reason reason) {
              refused.complete(reason);
            }
          });
      TCPNodeClient client = client(node, handshake);
      try {
        assertThat(refused.get(LIMIT_S, TimeUnit.SECONDS).toString()).contains("mismatch");
      } finally {
        client.shutdown();
      }
    }
  }

  private static TCPNodeClient client(
      FelixNode node,
      HandshakeAgent handshake,
      com.bloxbean.cardano.yaci.core.protocol.Agent<?>... agents)
      throws InterruptedException {
    InetSocketAddress address = node.address();
    TCPNodeClient client =
        new TCPNodeClient(
            address.getAddress().getHostAddress(), address.getPort(), handshake, agents);
    client.start();
    return client;
  }
}
