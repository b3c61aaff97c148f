package io.tempera.mux.internal;

import io.tempera.mux.DelaySample;
import java.time.Duration;
import java.util.Optional;

/**
 * Adds up how long SDUs took, into a sample for each period (network-mux
 * Network.Mux.DeltaQ.TraceStats). Only the differences to a period's first SDU are looked at, so
 * neither the distance of the two clocks matters nor that the time stamp begins anew every 2^32
 * microseconds. Unlike the reference it does not fit a line through the sizes: what an SDU takes
 * for its length counts as delay. Nothing is allocated for an SDU. For one thread.
 */
final class DelayMeter {
  /** A sample at most this often (network-mux Network.Mux.DeltaQ.TraceTransformer). */
  static final Duration PERIOD = Duration.ofSeconds(10);

  private static final long PERIOD_NANOS = PERIOD.toNanos();
  private static final double NANOS_PER_MICRO = 1e3;

  private int firstStamp;
  private long firstArrival;
  private long lastArrival;
  private long sdus;
  private long bytes;

  // Delays are microseconds above, or below, that of the period's first SDU.
  private double sum;
  private double sumOfSquares;
  private double least;
  private double most;

  /**
   * An SDU has arrived.
   *
   * @param timestamp what its sender stamped: microseconds, the low 32 bits
   * @param length bytes of its payload
   * @param now nanoseconds of our monotonic clock
   * @return the sample of the period before, if this SDU begins a new one and there were two
   */
  Optional<DelaySample> arrived(int timestamp, int length, long now) {
    Optional<DelaySample> finished =
        sdus > 0 && now - firstArrival > PERIOD_NANOS ? take() : Optional.empty();
    if (sdus == 0) {
      firstStamp = timestamp;
      firstArrival = now;
    }
    // As a signed number: a little back, which a clock that is set may go, is not almost 2^32 on.
    int sentAfter = timestamp - firstStamp;
    add((now - firstArrival) / NANOS_PER_MICRO - sentAfter);
    sdus++;
    bytes += length;
    lastArrival = now;
    return finished;
  }

  private void add(double delay) {
    sum += delay;
    sumOfSquares += delay * delay;
    least = Math.min(least, delay);
    most = Math.max(most, delay);
  }

  /** Ends the period: its sample, if there were two SDUs. */
  Optional<DelaySample> take() {
    Optional<DelaySample> sample =
        sdus < 2
            ? Optional.empty()
            : Optional.of(
                new DelaySample(
                    Duration.ofNanos(lastArrival - firstArrival),
                    sdus,
                    bytes,
                    micros(sum / sdus - least),
                    micros(Math.sqrt(Math.max(0, sumOfSquares / sdus - sum / sdus * (sum / sdus)))),
                    micros(most - least)));
    sdus = 0;
    bytes = 0;
    sum = 0;
    sumOfSquares = 0;
    least = 0;
    most = 0;
    return sample;
  }

  private static Duration micros(double value) {
    return Duration.ofNanos(Math.round(value * NANOS_PER_MICRO));
  }
}
