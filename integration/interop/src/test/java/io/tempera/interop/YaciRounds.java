package io.tempera.interop;

import com.bloxbean.cardano.yaci.core.protocol.handshake.HandshakeAgentListener;
import com.bloxbean.cardano.yaci.core.protocol.handshake.messages.Reason;
import com.bloxbean.cardano.yaci.core.protocol.keepalive.KeepAliveAgent;
import com.bloxbean.cardano.yaci.core.protocol.keepalive.KeepAliveListener;
import com.bloxbean.cardano.yaci.core.protocol.keepalive.messages.MsgKeepAliveResponse;
import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keep-alive rounds with yaci, each request sent when the response before it is there. An agent of
 * yaci takes on its next state when its write completes, so requests are sent from its event loop,
 * in a turn of their own: otherwise a fast response finds the agent in the state before.
 */
final class YaciRounds implements HandshakeAgentListener, KeepAliveListener {
  private final int wanted;
  private final CompletableFuture<Integer> done = new CompletableFuture<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final ChannelKeepingAgent agent = new ChannelKeepingAgent();
  private int rounds;

  YaciRounds(int wanted) {
    this.wanted = wanted;
    agent.addListener(this);
  }

  KeepAliveAgent agent() {
    return agent;
  }

  CompletableFuture<Integer> done() {
    return done;
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void handshakeOk() {
    connections.incrementAndGet();
    send();
  }

  @Override
  public void handshakeError(Reason reason) {
    done.completeExceptionally(new AssertionError("Refused: " + reason));
  }

  @Override
  public void keepAliveResponse(MsgKeepAliveResponse response) {
    if (response.getCookie() != rounds) {
      done.completeExceptionally(
          new AssertionError("Cookie " + response.getCookie() + " instead of " + rounds));
    } else if (++rounds == wanted) {
      done.complete(rounds);
    } else {
      send();
    }
  }

  private void send() {
    agent
        .channel
        .eventLoop()
        .execute(
            () -> {
              agent.sendKeepAlive(rounds);
              agent.sendNextMessage();
            });
  }

  /** Remembers on which channel it works. */
  private static final class ChannelKeepingAgent extends KeepAliveAgent {
    private volatile Channel channel;

    @Override
    public void setChannel(Channel newChannel) {
      super.setChannel(newChannel);
      this.channel = newChannel;
    }
  }
}
