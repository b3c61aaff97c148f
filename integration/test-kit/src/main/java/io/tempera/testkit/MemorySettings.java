package io.tempera.testkit;

import java.time.Duration;

/**
 * How an in-memory network behaves; the same for all its connections.
 *
 * @param latency one way, for data, for each step of connecting and for resets; zero or more
 * @param bandwidth bytes per second, in each direction of each connection; at least 1
 * @param transportBuffer bytes that one direction of a connection holds between the writer and the
 *     reader; while it is full, the writer is not writable
 * @param sduSize what {@code Bearer.sduSize} says
 * @param batchSize what {@code Bearer.batchSize} says
 * @param burstSize bytes that a bearer passes on in one turn at most
 * @param readSize bytes that a bearer passes on in one call at most: 1 shows what depends on
 *     borders
 * @param backlog connections that wait to be accepted; a dial beyond is tried again after a second
 */
public record MemorySettings(
    Duration latency,
    long bandwidth,
    int transportBuffer,
    int sduSize,
    int batchSize,
    int burstSize,
    int readSize,
    int backlog) {
  /** A bandwidth at which bytes take no time. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Checks the ranges. */
  public MemorySettings {
    if (latency.isNegative()) {
      throw new IllegalArgumentException("The latency must not be negative: " + latency);
    }
    atLeastOne("bandwidth", bandwidth);
    atLeastOne("transportBuffer", transportBuffer);
    atLeastOne("sduSize", sduSize);
    atLeastOne("batchSize", batchSize);
    atLeastOne("burstSize", burstSize);
    atLeastOne("readSize", readSize);
    atLeastOne("backlog", backlog);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }

  /**
   * No latency, and the sizes of sockets: 12 288 bytes in an SDU, 131 072 in a batch (network-mux
   * Network.Mux.Bearer), a backlog of 8 (framework Snocket); 128 KiB of transport buffer and bursts
   * of 64 KiB are made up.
   */
  public static MemorySettings likeSockets() {
    return new MemorySettings(
        Duration.ZERO, UNLIMITED, 131_072, 12_288, 131_072, 65_536, 65_536, 8);
  }

  /** The sizes of the reference's in-memory queues: 1 280 and 2 560 (Network.Mux.Bearer.Queues). */
  public static MemorySettings likeQueues() {
    return new MemorySettings(Duration.ZERO, UNLIMITED, 131_072, 1_280, 2_560, 65_536, 65_536, 8);
  }

  /** The same with another latency. */
  public MemorySettings withLatency(Duration other) {
    return new MemorySettings(
        other, bandwidth, transportBuffer, sduSize, batchSize, burstSize, readSize, backlog);
  }

  /** The same with another bandwidth. */
  public MemorySettings withBandwidth(long other) {
    return new MemorySettings(
        latency, other, transportBuffer, sduSize, batchSize, burstSize, readSize, backlog);
  }

  /** The same with another transport buffer. */
  public MemorySettings withTransportBuffer(int other) {
    return new MemorySettings(
        latency, bandwidth, other, sduSize, batchSize, burstSize, readSize, backlog);
  }

  /** The same with other bounds on what arrives in one turn and in one call. */
  public MemorySettings withReads(int newBurstSize, int newReadSize) {
    return new MemorySettings(
        latency,
        bandwidth,
        transportBuffer,
        sduSize,
        batchSize,
        newBurstSize,
        newReadSize,
        backlog);
  }
}
