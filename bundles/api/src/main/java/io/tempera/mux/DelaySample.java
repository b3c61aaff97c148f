package io.tempera.mux;

import java.time.Duration;

/**
 * How evenly SDUs arrived for a while: how much longer each took, from the time stamp that its
 * sender wrote into it until it was here, than the quickest of them (network-mux
 * Network.Mux.DeltaQ). The two clocks are never compared, only how far each went; what the sender
 * stamps is believed.
 *
 * @param over from the first SDU to the last
 * @param sdus how many, at least 2
 * @param bytes of their payload
 * @param mean how much longer than the quickest they took on average
 * @param deviation standard deviation of that
 * @param longest how much longer than the quickest the slowest took
 */
public record DelaySample(
    Duration over, long sdus, long bytes, Duration mean, Duration deviation, Duration longest) {
  /**
   * For example {@code 0.412 ms on average, 0.1 ms deviation, 3.02 ms at most (42 SDUs in 9 s)}.
   */
  @Override
  public String toString() {
    return "%s on average, %s deviation, %s at most (%d SDUs in %d s)"
        .formatted(millis(mean), millis(deviation), millis(longest), sdus, over.toSeconds());
  }

  private static String millis(Duration time) {
    return time.toNanos() / 1_000 / 1e3 + " ms";
  }
}
