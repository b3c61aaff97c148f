package io.tempera.mux.internal;

import java.time.Duration;

/**
 * What can be set about multiplexers.
 *
 * @param sduTimeout how long an SDU may take from its first byte to its last, and a batch for each
 *     SDU in it until it is written; not during the handshake. More than 0, at most an hour, like
 *     the next two
 * @param stopDrain how long a stop waits for what is queued to be written
 * @param eofGrace how long the multiplexer goes on after the remote side closed its direction
 * @param egressSoftLimit queued bytes of one half at which its sends block; at least 1
 * @param batchSdus SDUs in one batch at the most; 1 to {@value #MOST_BATCH_SDUS}
 * @param egressInterval how long after the beginning of a turn in which everything was sent the
 *     next one begins at the earliest, so that what is sent meanwhile shares a batch; 0 to {@value
 *     #LONGEST_INTERVAL_MILLIS} ms
 * @param ingressBudget bytes that may wait for mini-protocols on all connections together; at least
 *     1. Beyond it the connection that holds most is closed
 * @param handshakeHold bytes that may wait during the handshake, each SDU with 64 beside its
 *     payload; at least one SDU of the largest size. One byte more ends the connection
 */
public record MuxSettings(
    Duration sduTimeout,
    Duration stopDrain,
    Duration eofGrace,
    int egressSoftLimit,
    int batchSdus,
    Duration egressInterval,
    long ingressBudget,
    int handshakeHold) {
  /** ouroboros-network framework, ConnectionHandler.hs. */
  static final int SDU_TIMEOUT_SECONDS = 30;

  /** network-mux Network.Mux. */
  static final int STOP_DRAIN_SECONDS = 2;

  /** network-mux Network.Mux.Bearer.Socket. */
  static final int EOF_GRACE_SECONDS = 1;

  /** network-mux Network.Mux, egressSoftBufferLimit. */
  static final int EGRESS_SOFT_LIMIT = 0x3ffff;

  /** network-mux Network.Mux.Egress, maxSDUsPerBatch. */
  static final int BATCH_SDUS = 100;

  /** ouroboros-network Diffusion.hs, mkInterfaces; its default, as ours, is 0. */
  static final int LONGEST_INTERVAL_MILLIS = 200;

  /** Our own: two SDUs of the largest size, or what a keen peer sends behind its proposal. */
  static final int HANDSHAKE_HOLD = 131_072;

  /** Our own: more SDUs than that have no place in a batch of 131 072 bytes. */
  static final int MOST_BATCH_SDUS = 16_384;

  /** Our own: a connection that waits longer than that for one thing waits for nothing. */
  static final int LONGEST_SECONDS = 3_600;

  /** What is set where nothing is set. */
  public static final MuxSettings DEFAULTS =
      new MuxSettings(
          Duration.ofSeconds(SDU_TIMEOUT_SECONDS),
          Duration.ofSeconds(STOP_DRAIN_SECONDS),
          Duration.ofSeconds(EOF_GRACE_SECONDS),
          EGRESS_SOFT_LIMIT,
          BATCH_SDUS,
          Duration.ZERO,
          defaultIngressBudget(),
          HANDSHAKE_HOLD);

  private static final int LARGEST_SDU = HandshakeChannel.HELD_OVERHEAD + SduHeader.MAX_LENGTH;

  /** Checks the ranges. */
  public MuxSettings {
    atMostAnHour("sdu.timeout", sduTimeout);
    atMostAnHour("stop.drain", stopDrain);
    atMostAnHour("eof.grace", eofGrace);
    atLeast("egress.soft.limit", egressSoftLimit, 1);
    atLeast("batch.sdus", batchSdus, 1);
    if (batchSdus > MOST_BATCH_SDUS) {
      throw new IllegalArgumentException(
          "batch.sdus is " + batchSdus + "; set it to " + MOST_BATCH_SDUS + " or less");
    }
    if (egressInterval.isNegative() || egressInterval.toMillis() > LONGEST_INTERVAL_MILLIS) {
      throw new IllegalArgumentException(
          "egress.interval is " + egressInterval + "; set it to 0 to 0.2 s");
    }
    atLeast("ingress.budget", ingressBudget, 1);
    atLeast("handshake.hold", handshakeHold, LARGEST_SDU);
  }

  /** A quarter of the heap. */
  static long defaultIngressBudget() {
    return Math.max(1, Runtime.getRuntime().maxMemory() / 4);
  }

  private static void atMostAnHour(String name, Duration value) {
    if (!value.isPositive() || value.compareTo(Duration.ofSeconds(LONGEST_SECONDS)) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + "; set it to more than 0 and at most " + LONGEST_SECONDS + " s");
    }
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " is " + value + "; set it to " + least + " or more");
    }
  }
}
