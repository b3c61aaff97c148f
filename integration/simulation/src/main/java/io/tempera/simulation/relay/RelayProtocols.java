package io.tempera.simulation.relay;

import io.tempera.block.fetch.internal.BlockFetch;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.ChainSource;
import io.tempera.chain.sync.internal.ChainSync;
import io.tempera.chain.sync.internal.ChainSyncSettings;
import io.tempera.keep.alive.internal.KeepAlive;
import io.tempera.mux.StartMode;
import io.tempera.peer.sharing.internal.PeerSharing;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.protocol.host.internal.StandaloneHost.Deployment;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.sharing.PeerBook;
import io.tempera.simulation.Deployed;
import io.tempera.tx.TxPool;
import io.tempera.tx.submission.internal.TxSubmission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The mini-protocols of one relay, and which implementation of each is there at the moment. */
final class RelayProtocols {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
  private static final Duration TX_DELAY = Duration.ofSeconds(1);
  private static final int MOST_SHARED = 10;
  private static final int MOST_OUTSTANDING = 100;
  private static final List<Integer> NUMBERS =
      List.of(
          ChainSync.NUMBER,
          BlockFetch.NUMBER,
          TxSubmission.NUMBER,
          KeepAlive.NUMBER,
          PeerSharing.NUMBER);

  private final TemperaRuntime runtime;
  private final StandaloneHost host;
  private final Services services;
  private final UnaryOperator<MiniProtocol> parts;
  private final Map<Integer, Published> published = new TreeMap<>();

  /** What they work on. */
  record Services(ChainSource source, ChainFollower follower, TxPool pool, PeerBook book) {}

  private record Published(long id, int version) {}

  /** Publishes the first implementation of each. */
  RelayProtocols(
      TemperaRuntime runtime,
      StandaloneHost host,
      Services services,
      UnaryOperator<MiniProtocol> parts) {
    this.runtime = runtime;
    this.host = host;
    this.services = services;
    this.parts = parts;
    NUMBERS.forEach(number -> published.put(number, publish(number, 1)));
  }

  /**
   * The next implementation takes over from the one that is there. Blocks as a bundle's stop does,
   * until nothing of that one runs.
   */
  void swap(int number) {
    Published before = published.get(number);
    published.put(number, publish(number, before.version() + 1));
    host.withdraw(before.id());
  }

  private Published publish(int number, int version) {
    Deployed deployed = protocol(number);
    Deployment deployment =
        new Deployment(
            deployed.protocol().getClass().getSimpleName(),
            version,
            0,
            number,
            deployed.temperature(),
            deployed.responderStart(),
            deployed.ingressLimit());
    return new Published(host.publish(deployment, parts.apply(deployed.protocol())), version);
  }

  /** A new implementation, with what the properties of its service say. */
  private Deployed protocol(int number) {
    return switch (number) {
      case ChainSync.NUMBER ->
          hot(
              number,
              ChainSync.INGRESS_LIMIT,
              new ChainSync(
                  runtime, services.source(), services.follower(), ChainSyncSettings.defaults()));
      case BlockFetch.NUMBER ->
          hot(
              number,
              BlockFetch.INGRESS_LIMIT,
              new BlockFetch(runtime, services.source(), services.follower(), MOST_OUTSTANDING));
      case TxSubmission.NUMBER ->
          hot(
              number,
              TxSubmission.INGRESS_LIMIT,
              new TxSubmission(runtime, services.pool(), TX_DELAY));
      case KeepAlive.NUMBER ->
          new Deployed(
              number,
              Temperature.ESTABLISHED,
              StartMode.ON_DEMAND_ANY,
              KeepAlive.INGRESS_LIMIT,
              new KeepAlive(runtime, KEEP_ALIVE));
      case PeerSharing.NUMBER ->
          new Deployed(
              number,
              Temperature.ESTABLISHED,
              StartMode.ON_DEMAND,
              PeerSharing.INGRESS_LIMIT,
              new PeerSharing(runtime, services.book(), MOST_SHARED));
      default -> throw new IllegalArgumentException("relays have no mini-protocol " + number);
    };
  }

  private static Deployed hot(int number, int ingressLimit, MiniProtocol protocol) {
    return new Deployed(number, Temperature.HOT, StartMode.ON_DEMAND, ingressLimit, protocol);
  }
}
