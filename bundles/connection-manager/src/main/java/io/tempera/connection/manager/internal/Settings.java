package io.tempera.connection.manager.internal;

import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.Offer;
import io.tempera.handshake.VersionData;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How connections are opened and closed.
 *
 * @param networkMagic which network, 0 to 4 294 967 295
 * @param versions the node-to-node versions to offer, of {@link #KNOWN_VERSIONS}
 * @param initiatorOnly this node asks and never answers
 * @param peerSharing what is offered
 * @param ownProtocols the numbers of this node's own mini-protocols, 2 to 32 767
 * @param outboundIdleTimeout how long a connection stays open after our letting go of it
 * @param timeWait how long an entry stays after its connection was closed
 * @param connectTimeout how long dialling may take; positive
 * @param closeTimeout how long the end waits for callers to be answered, then for multiplexers to
 *     send what is queued, and then for rethrow policies to answer
 * @param judgmentsLimit how many failures rethrow policies judge at a time, at least 1
 * @param inboundHardLimit how many inbound connections there may be, at least 1
 */
public record Settings(
    long networkMagic,
    SortedSet<Integer> versions,
    boolean initiatorOnly,
    boolean peerSharing,
    SortedSet<Integer> ownProtocols,
    Duration outboundIdleTimeout,
    Duration timeWait,
    Duration connectTimeout,
    Duration closeTimeout,
    int judgmentsLimit,
    int inboundHardLimit) {
  /** Cardano's main network (cardano-node configuration). */
  public static final long MAINNET = 764_824_073L;

  /** What Tempera speaks: Plomin, SRV records, Peras (cardano-diffusion NodeToNode.Version). */
  public static final List<Integer> KNOWN_VERSIONS = List.of(14, 15, 16);

  /** Keeps copies that do not change. */
  public Settings {
    versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
    ownProtocols = Collections.unmodifiableSortedSet(new TreeSet<>(ownProtocols));
  }

  /**
   * 5 s outbound idle, 60 s time-wait (ouroboros-network ConnectionManager.Core), 512 inbound
   * connections (Diffusion.Configuration), 10 s to connect, which the reference leaves to the
   * system, and 5 s to close, more than a multiplexer takes to stop (2 s, network-mux Network.Mux).
   */
  public static Settings defaults() {
    return new Settings(
        MAINNET,
        new TreeSet<>(List.of(14, 15)),
        false,
        false,
        Collections.emptySortedSet(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        256,
        512);
  }

  /** The same in another network. */
  public Settings withNetworkMagic(long magic) {
    return new Settings(
        magic,
        versions,
        initiatorOnly,
        peerSharing,
        ownProtocols,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        closeTimeout,
        judgmentsLimit,
        inboundHardLimit);
  }

  /** The same with other times. */
  public Settings withTimes(Duration outboundIdle, Duration timeWaitTime, Duration connect) {
    return new Settings(
        networkMagic,
        versions,
        initiatorOnly,
        peerSharing,
        ownProtocols,
        outboundIdle,
        timeWaitTime,
        connect,
        closeTimeout,
        judgmentsLimit,
        inboundHardLimit);
  }

  /** The same with another limit of inbound connections. */
  public Settings withInboundHardLimit(int limit) {
    return new Settings(
        networkMagic,
        versions,
        initiatorOnly,
        peerSharing,
        ownProtocols,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        closeTimeout,
        judgmentsLimit,
        limit);
  }

  /** The same for a node that asks and never answers. */
  public Settings withInitiatorOnly(boolean only) {
    return new Settings(
        networkMagic,
        versions,
        only,
        peerSharing,
        ownProtocols,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        closeTimeout,
        judgmentsLimit,
        inboundHardLimit);
  }

  /** The same for a node that offers peer sharing, or does not. */
  public Settings withPeerSharing(boolean offered) {
    return new Settings(
        networkMagic,
        versions,
        initiatorOnly,
        offered,
        ownProtocols,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        closeTimeout,
        judgmentsLimit,
        inboundHardLimit);
  }

  /** The same with other mini-protocols of its own. */
  public Settings withOwnProtocols(SortedSet<Integer> numbers) {
    return new Settings(
        networkMagic,
        versions,
        initiatorOnly,
        peerSharing,
        numbers,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        closeTimeout,
        judgmentsLimit,
        inboundHardLimit);
  }

  /** The lesser of what this node does and what is asked for on one connection. */
  DiffusionMode mode(DiffusionMode asked) {
    return initiatorOnly ? DiffusionMode.INITIATOR_ONLY : asked;
  }

  /** What to say in a handshake on a connection on which we do so much. */
  Offer offer(DiffusionMode mode) {
    return new Offer(
        versions, new VersionData(networkMagic, mode, peerSharing, false, false), ownProtocols);
  }
}
