package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloxbean.cardano.yaci.core.network.TCPNodeClient;
import com.bloxbean.cardano.yaci.core.protocol.Agent;
import com.bloxbean.cardano.yaci.core.protocol.handshake.HandshakeAgent;
import com.bloxbean.cardano.yaci.core.protocol.handshake.HandshakeAgentListener;
import com.bloxbean.cardano.yaci.core.protocol.handshake.messages.Reason;
import com.bloxbean.cardano.yaci.core.protocol.handshake.util.N2NVersionTableConstant;
import io.netty.channel.Channel;
import io.tempera.nodekit.FelixNode;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client of yaci with agents, connected to a node once. By itself yaci would connect again when
 * the node hangs up, and go on as if nothing had been: so connections and their ends are counted,
 * and closing fails unless there was one that had not ended.
 */
final class YaciClient implements AutoCloseable {
  private static final long LIMIT_S = 60;
  private static final long MAGIC = 42;

  private final TCPNodeClient client;
  private final CountingHandshake handshake;

  private YaciClient(TCPNodeClient client, CountingHandshake handshake) {
    this.client = client;
    this.handshake = handshake;
  }

  /** Connects, and returns when the node has accepted. */
  static YaciClient connect(FelixNode node, Agent<?>... agents) throws Exception {
    CountingHandshake handshake = new CountingHandshake();
    InetSocketAddress address = node.address();
    TCPNodeClient client =
        new TCPNodeClient(
            address.getAddress().getHostAddress(), address.getPort(), handshake, agents);
    client.start();
    try {
      handshake.accepted.get(LIMIT_S, TimeUnit.SECONDS);
    } catch (Exception refused) {
      client.shutdown();
      throw refused;
    }
    return new YaciClient(client, handshake);
  }

  /**
   * Hangs up.
   *
   * @throws AssertionError when yaci had to connect more than once, or the node hung up first
   */
  @Override
  public void close() {
    int connections = handshake.connections.get();
    int ends = handshake.ends.get();
    client.shutdown();
    assertThat(connections).as("connections that yaci needed").isEqualTo(1);
    assertThat(ends).as("connections that ended before yaci hung up").isZero();
  }

  /** What is thrown in yaci's handlers nobody hears: so it only counts. */
  private static final class CountingHandshake extends HandshakeAgent
      implements HandshakeAgentListener {
    private final CompletableFuture<Void> accepted = new CompletableFuture<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    CountingHandshake() {
      super(N2NVersionTableConstant.v11AndAbove(MAGIC, false, 1, false));
      addListener(this);
    }

    @Override
    public void setChannel(Channel channel) {
      super.setChannel(channel);
      connections.incrementAndGet();
      channel.closeFuture().addListener(closed -> ends.incrementAndGet());
    }

    @Override
    public void handshakeOk() {
      accepted.complete(null);
    }

    @Override
    public void handshakeError(Reason reason) {
      accepted.completeExceptionally(new AssertionError("Refused: " + reason));
    }
  }
}
