package io.tempera.simulation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a simulated node may choose.
 *
 * @param initiatorOnly it asks and never answers; it does not listen
 * @param door whom it lets in
 * @param idleTimeout how long a remote side may leave a connection unused
 * @param outboundIdleTimeout how long a connection stays open after our letting go of it
 * @param timeWait how long an entry stays after its connection was closed
 * @param connectTimeout how long dialling may take
 * @param peerTimes how long its peers may take to change their temperature
 * @param ownNumbers what it would run that no Cardano version knows, besides what it starts with
 * @param hostTimes how long a swap of its mini-protocols may take
 * @param peerSharing whether it offers to share peers; one that only asks must not
 */
public record NodeSettings(
    boolean initiatorOnly,
    Door door,
    Duration idleTimeout,
    Duration outboundIdleTimeout,
    Duration timeWait,
    Duration connectTimeout,
    PeerTimes peerTimes,
    SortedSet<Integer> ownNumbers,
    HostTimes hostTimes,
    boolean peerSharing) {
  /** Keeps a copy that does not change. */
  public NodeSettings {
    ownNumbers = Collections.unmodifiableSortedSet(new TreeSet<>(ownNumbers));
  }

  /**
   * How long peers may take to change their temperature.
   *
   * @param establish to become warm
   * @param deactivate the hot initiators, to end in a deactivation
   * @param close all initiators, to end in a close
   */
  public record PeerTimes(Duration establish, Duration deactivate, Duration close) {
    /** 120 s, our own; 300 s and 120 s (ouroboros-network Diffusion.Policies). */
    public static final PeerTimes USUAL =
        new PeerTimes(Duration.ofSeconds(120), Duration.ofSeconds(300), Duration.ofSeconds(120));
  }

  /**
   * How long a swap of mini-protocols may take.
   *
   * @param handOver until nothing of a bundle that goes runs any more
   * @param grace for how long what has stopped is kept while nothing takes over
   */
  public record HostTimes(Duration handOver, Duration grace) {
    /** 10 s each, our own. */
    public static final HostTimes USUAL =
        new HostTimes(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  /**
   * Whom a node lets in.
   *
   * @param hardLimit how many inbound connections it may have, at least 1
   * @param softLimit from how many on it accepts more slowly, 0 to the hard limit
   * @param delay how long it then waits at the most
   * @param perAddress how many inbound connections from one address; 0 for any number
   * @param attemptsPerSecond how many from one address in a second, as many at once; 0 for any
   *     number
   */
  public record Door(
      int hardLimit, int softLimit, Duration delay, int perAddress, int attemptsPerSecond) {
    /** At which only the hard limit counts. */
    public static Door of(int hardLimit) {
      return new Door(hardLimit, hardLimit, Duration.ZERO, 0, 0);
    }
  }

  /** The node's own defaults, but without limits for one address. */
  public static NodeSettings defaults() {
    return new NodeSettings(
        false,
        new Door(512, 384, Duration.ofSeconds(5), 0, 0),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        PeerTimes.USUAL,
        Collections.emptySortedSet(),
        HostTimes.USUAL,
        false);
  }

  /** The same with another door. */
  public NodeSettings withDoor(Door other) {
    return new NodeSettings(
        initiatorOnly,
        other,
        idleTimeout,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        peerTimes,
        ownNumbers,
        hostTimes,
        peerSharing);
  }

  /** The same for one that only asks, or for one that does both. */
  public NodeSettings withInitiatorOnly(boolean only) {
    return new NodeSettings(
        only,
        door,
        idleTimeout,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        peerTimes,
        ownNumbers,
        hostTimes,
        peerSharing);
  }

  /** The same with other times. */
  public NodeSettings withTimes(Duration idle, Duration outboundIdle, Duration wait) {
    return new NodeSettings(
        initiatorOnly,
        door,
        idle,
        outboundIdle,
        wait,
        connectTimeout,
        peerTimes,
        ownNumbers,
        hostTimes,
        peerSharing);
  }

  /** The same with other times of its peers. */
  public NodeSettings withPeerTimes(PeerTimes times) {
    return new NodeSettings(
        initiatorOnly,
        door,
        idleTimeout,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        times,
        ownNumbers,
        hostTimes,
        peerSharing);
  }

  /** The same for one that would also run these numbers, which no Cardano version knows. */
  public NodeSettings withOwnNumbers(List<Integer> numbers) {
    return new NodeSettings(
        initiatorOnly,
        door,
        idleTimeout,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        peerTimes,
        new TreeSet<>(numbers),
        hostTimes,
        peerSharing);
  }

  /** The same with other times of swaps. */
  public NodeSettings withHostTimes(HostTimes times) {
    return new NodeSettings(
        initiatorOnly,
        door,
        idleTimeout,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        peerTimes,
        ownNumbers,
        times,
        peerSharing);
  }

  /** The same for one that offers to share peers. */
  public NodeSettings withPeerSharing() {
    return new NodeSettings(
        initiatorOnly,
        door,
        idleTimeout,
        outboundIdleTimeout,
        timeWait,
        connectTimeout,
        peerTimes,
        ownNumbers,
        hostTimes,
        true);
  }
}
