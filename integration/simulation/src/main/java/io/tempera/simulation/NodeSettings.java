package io.tempera.simulation;

import java.time.Duration;

/**
 * What a simulated node may choose.
 *
 * @param initiatorOnly it asks and never answers; it does not listen
 * @param hardLimit how many inbound connections it may have, at least 1
 * @param idleTimeout how long a remote side may leave a connection unused
 * @param outboundIdleTimeout how long a connection stays open after our letting go of it
 * @param timeWait how long an entry stays after its connection was closed
 * @param connectTimeout how long dialling may take
 */
public record NodeSettings(
    boolean initiatorOnly,
    int hardLimit,
    Duration idleTimeout,
    Duration outboundIdleTimeout,
    Duration timeWait,
    Duration connectTimeout) {
  /** The node's own defaults. */
  public static NodeSettings defaults() {
    return new NodeSettings(
        false,
        512,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10));
  }

  /** The same with another limit of inbound connections. */
  public NodeSettings withHardLimit(int limit) {
    return new NodeSettings(
        initiatorOnly, limit, idleTimeout, outboundIdleTimeout, timeWait, connectTimeout);
  }

  /** The same for one that only asks, or for one that does both. */
  public NodeSettings withInitiatorOnly(boolean only) {
    return new NodeSettings(
        only, hardLimit, idleTimeout, outboundIdleTimeout, timeWait, connectTimeout);
  }

  /** The same with other times. */
  public NodeSettings withTimes(Duration idle, Duration outboundIdle, Duration wait) {
    return new NodeSettings(initiatorOnly, hardLimit, idle, outboundIdle, wait, connectTimeout);
  }
}
