package io.tempera.interop;

import com.bloxbean.cardano.yaci.core.network.TCPNodeClient;
import com.bloxbean.cardano.yaci.core.protocol.Agent;
import com.bloxbean.cardano.yaci.core.protocol.handshake.HandshakeAgent;
import com.bloxbean.cardano.yaci.core.protocol.handshake.HandshakeAgentListener;
import com.bloxbean.cardano.yaci.core.protocol.handshake.messages.Reason;
import com.bloxbean.cardano.yaci.core.protocol.handshake.util.N2NVersionTableConstant;
import io.tempera.nodekit.FelixNode;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of yaci with agents, connected to a node once. */
final class YaciClient implements AutoCloseable {
  private static final long LIMIT_S = 60;
  private static final long MAGIC = 42;

  private final TCPNodeClient client;

  private YaciClient(TCPNodeClient client) {
    this.client = client;
  }

  /** Connects, and returns when the node has accepted. */
  static YaciClient connect(FelixNode node, Agent<?>... agents) throws Exception {
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    HandshakeAgent handshake =
        new HandshakeAgent(N2NVersionTableConstant.v11AndAbove(MAGIC, false, 1, false));
    handshake.addListener(
        new HandshakeAgentListener() {
          @Override
          public void handshakeOk() {
            if (!accepted.complete(null)) {
              throw new IllegalStateException("yaci had to connect again");
            }
          }

          @Override
          public void handshakeError(Reason reason) {
            accepted.completeExceptionally(new AssertionError("Refused: " + reason));
          }
        });
    InetSocketAddress address = node.address();
    TCPNodeClient client =
        new TCPNodeClient(
            address.getAddress().getHostAddress(), address.getPort(), handshake, agents);
    client.start();
    try {
      accepted.get(LIMIT_S, TimeUnit.SECONDS);
    } catch (Exception refused) {
      client.shutdown();
      throw refused;
    }
    return new YaciClient(client);
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
