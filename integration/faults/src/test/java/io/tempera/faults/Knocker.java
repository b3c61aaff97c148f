package io.tempera.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;

/**
 * Opens connections to a node on loopback, so many in a second, and says nothing on any of them. It
 * leaves those that were let in open until it is done, and gives up on one that the kernel has not
 * answered in a moment, as its backlog is full.
 */
final class Knocker {
  /** Whatever it is asked for: no more connections than that. */
  static final int MOST = 100_000;

  private static final int MOST_AT_ONCE = 2_000;
  private static final int MOST_IN_A_TURN = 100;
  private static final long SECOND = 1_000_000_000;
  private static final long PATIENCE = SECOND / 10;

  private final InetSocketAddress node;
  private final int perSecond;
  private final long total;
  private final ArrayDeque<Knock> waiting = new ArrayDeque<>();
  private long begun;
  private long connected;
  private long reset;
  private long unanswered;

  private record Knock(SocketChannel channel, long at) {}

  /**
   * What came of it.
   *
   * @param attempts connections that were begun
   * @param connected those that the kernel took for the node
   * @param closed those that the node then closed
   * @param unanswered those that did not fit into the kernel's backlog
   */
  record Figures(long attempts, long connected, long closed, long unanswered, Duration time) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d attempts in %.1f s (%.0f a second), %d connected, %d closed by the node, %d unanswered",
          attempts,
          time.toNanos() / 1e9,
          attempts * 1e9 / time.toNanos(),
          connected,
          closed,
          unanswered);
    }
  }

  /** One that knocks so often for so long. */
  Knocker(InetSocketAddress node, int perSecond, Duration time) {
    if (!node.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("Only loopback is knocked at, not " + node);
    }
    this.node = node;
    this.perSecond = perSecond;
    this.total = Math.min(MOST, perSecond * time.toSeconds());
  }

  /** Knocks; where the machine is too slow for the rate it takes at most twice as long. */
  Figures run() throws IOException {
    long start = System.nanoTime();
    long deadline = start + 2 * total * SECOND / perSecond;
    long now = start;
    try (Selector selector = Selector.open()) {
      while (begun < total && now < deadline) {
        long due = Math.min(total, 1 + (now - start) * perSecond / SECOND);
        for (int i = 0; i < MOST_IN_A_TURN && begun < due && waiting.size() < MOST_AT_ONCE; i++) {
          begin(selector, now);
        }
        selector.select(1);
        now = System.nanoTime();
        look(selector);
        giveUp(now - PATIENCE);
      }
      // A moment for the last ones.
      long last = now + SECOND;
      while (!waiting.isEmpty() && now < last) {
        selector.select(1);
        now = System.nanoTime();
        look(selector);
        giveUp(now - PATIENCE);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
    return new Figures(begun, connected, reset, unanswered, Duration.ofNanos(now - start));
  }

  private void begin(Selector selector, long now) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.register(selector, SelectionKey.OP_CONNECT);
    begun++;
    channel.connect(node);
    waiting.add(new Knock(channel, now));
  }

  private void look(Selector selector) throws IOException {
    for (SelectionKey key : selector.selectedKeys()) {
      SocketChannel channel = (SocketChannel) key.channel();
      try {
        if (key.isValid() && key.isConnectable() && channel.finishConnect()) {
          connected++;
          key.interestOps(SelectionKey.OP_READ);
        }
        if (key.isValid() && key.isReadable() && channel.read(ByteBuffer.allocate(1)) < 0) {
          reset++;
          channel.close();
        }
      } catch (IOException e) {
        // A reset, which may be seen before the connection itself.
        connected += channel.isConnected() ? 0 : 1;
        reset++;
        channel.close();
      }
    }
    selector.selectedKeys().clear();
  }

  private void giveUp(long before) throws IOException {
    while (!waiting.isEmpty() && waiting.element().at() - before < 0) {
      SocketChannel channel = waiting.remove().channel();
      if (channel.isOpen() && !channel.isConnected()) {
        unanswered++;
        channel.close();
      }
    }
  }
}
