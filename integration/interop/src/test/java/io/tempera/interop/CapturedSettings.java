package io.tempera.interop;

import io.tempera.bearer.ConnectionId;
import io.tempera.nodekit.FelixNode;
import io.tempera.sharing.PeerBook;
import io.tempera.sharing.PeerQuestions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/** Sets a node up as the programs of a captured session were. */
final class CapturedSettings {
  private static final String NODE = "io.tempera.node";
  private static final String MAINNET = "764824073";

  private CapturedSettings() {}

  /** As the one that was dialled. */
  static FelixNode.Settings responder(String session) {
    return of(session);
  }

  /** As the one that dialled, in its mode. */
  static FelixNode.Settings initiator(String session) {
    boolean duplex = session.contains("duplex") || session.contains("peersharing-request");
    FelixNode.Settings settings = of(session).countingChance();
    return duplex
        ? settings
        : settings
            .set(NODE, "listen", "")
            .set(NODE, "initiator.only", "true")
            .set(NODE, "peer.sharing", "false");
  }

  private static FelixNode.Settings of(String session) {
    FelixNode.Settings settings =
        CapturedChain.in(new FelixNode.Settings(), session.contains("psa") ? 2 : 5)
            .set("io.tempera.keep.alive", "interval", "0.1")
            .set("io.tempera.connection.manager", "outbound.idle.timeout", "0")
            .set("io.tempera.connection.manager", "time.wait.timeout", "0");
    return switch (session) {
      case "n2n-v14-keepalive" -> settings.set(NODE, "versions", "14");
      case "n2n-mainnetmagic-v16-peras-peersharing" ->
          settings
              .set(NODE, "network.magic", MAINNET)
              .set(NODE, "versions", "14,15,16")
              .set(NODE, "peer.sharing", "true");
      case "n2n-peersharing-request" ->
          settings
              .set(NODE, "network.magic", MAINNET)
              .set(NODE, "versions", "15")
              .set(NODE, "peer.sharing", "true")
              .bring(new ThreePeers(), PeerBook.class);
      default -> settings;
    };
  }

  /** Shares three peers, 10.0.0.1 to 10.0.0.3, and asks each peer once for as many. */
  private record ThreePeers() implements PeerBook {
    private static final int PORT = 3001;
    private static final int COUNT = 3;

    @Override
    public List<InetSocketAddress> share(int most, ConnectionId asker) {
      return IntStream.rangeClosed(1, Math.min(most, COUNT))
          .mapToObj(last -> new InetSocketAddress("10.0.0." + last, PORT))
          .toList();
    }

    @Override
    public PeerQuestions questions(ConnectionId peer, Runnable news) {
      return new Once(this, peer);
    }
  }

  private static final class Once implements PeerQuestions {
    private final ThreePeers book;
    private final ConnectionId peer;
    private int wanted = ThreePeers.COUNT;

    Once(ThreePeers book, ConnectionId peer) {
      this.book = book;
      this.peer = peer;
    }

    @Override
    public int wanted() {
      return wanted;
    }

    @Override
    public void learned(List<InetSocketAddress> peers) {
      wanted = 0;
      if (!peers.equals(book.share(ThreePeers.COUNT, peer))) {
        throw new AssertionError("Other peers were read than those that were told: " + peers);
      }
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
